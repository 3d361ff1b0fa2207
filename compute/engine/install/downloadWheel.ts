import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileDigest } from './fileDigest.ts';
import { findPip } from './hostPrograms.ts';
import { asDiskFull, InstallError } from './installError.ts';
import type { InstallSetting } from './installSetting.ts';
import type { LibraryWheel } from './libraryWheel.ts';

function wheelsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.whl'))
    .map((name) => join(folder, name));
}

/**
 * Moves a verified wheel that a killed install left behind into `target`.
 * @param abandoned folders of installs that are gone
 */
export async function adoptWheel(
  wheel: LibraryWheel,
  abandoned: readonly string[],
  target: string,
): Promise<string | undefined> {
  for (const candidate of abandoned.flatMap(wheelsIn)) {
    if ((await fileDigest(candidate)) !== wheel.sha256) continue;
    const adopted = join(target, basename(candidate));
    renameSync(candidate, adopted);
    return adopted;
  }
  return undefined;
}

/**
 * Downloads a wheel with pip into a folder of its own and checks its SHA-256. pip reads the user's
 * settings, so mirrors, proxies and PIP_FIND_LINKS (a folder of wheels) work as usual.
 */
export async function downloadWheel(
  setting: InstallSetting,
  wheel: LibraryWheel,
  folder: string,
): Promise<string> {
  const { effects, output } = setting;
  const pip = await findPip(effects);
  output(`Downloading ${wheel.requirement} (${Math.round(wheel.bytes / 1e6)} MB) with pip …`);
  const temporary = join(folder, 'pip');
  mkdirSync(temporary, { recursive: true });
  const { status, stderr } = await effects.run(
    pip.command,
    [
      ...pip.leading,
      'download',
      '--quiet',
      '--disable-pip-version-check',
      '--no-cache-dir',
      '--no-deps',
      '--only-binary=:all:',
      '--python-version',
      wheel.pythonVersion,
      '--platform',
      wheel.platformTag,
      '--dest',
      folder,
      wheel.requirement,
    ],
    { TMPDIR: temporary },
  );
  rmSync(temporary, { recursive: true, force: true });
  if (status !== 0) {
    const line = stderr.split('\n').findLast((text) => /error/i.test(text)) ?? stderr;
    const error = new InstallError(
      `pip could not download ${wheel.requirement}: ${line.trim()}`,
      'check the network and the package index that pip uses (python3 -m pip config list)',
    );
    throw asDiskFull(/no space left/i.test(stderr) ? new Error(stderr) : error, folder);
  }
  const [path] = wheelsIn(folder);
  if (path === undefined) throw new Error(`pip left no wheel in ${folder}.`);
  const digest = await fileDigest(path);
  if (digest !== wheel.sha256) {
    rmSync(path);
    throw new InstallError(
      `${basename(path)} is not the published file: its SHA-256 is ${digest}, not ${wheel.sha256}`,
      'try again, or look for a proxy or mirror that alters downloads',
    );
  }
  return path;
}
