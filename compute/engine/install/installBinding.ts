import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bindingPath, bindingRecordPath, type BindingRecord } from '../nativeStatus.ts';
import { packageVersion } from '../packageVersions.ts';
import { cacheFolder, discardAbandoned, partialPath } from './cacheFolder.ts';
import { findCompiler } from './hostPrograms.ts';
import { asDiskFull, InstallError } from './installError.ts';
import type { InstalledLibrary } from './installLibrary.ts';
import type { InstallSetting } from './installSetting.ts';
import { HEADER_FOLDER, LIBRARY_FOLDER, type LibraryWheel } from './libraryWheel.ts';

/** A source of ours that is linked into the addon. */
const KEEP_MEMORY = fileURLToPath(new URL('./keepMemory.cc', import.meta.url));

function compilerArguments(setting: InstallSetting, wheel: LibraryWheel, library: string) {
  const libraries = join(library, LIBRARY_FOLDER);
  return [
    ...['-O2', '-std=c++17', '-shared', '-fPIC', '-w', '-DNAPI_VERSION=8'],
    `-I${join(library, HEADER_FOLDER)}`,
    `-I${join(setting.nodeApiHeaders, 'include')}`,
    ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((file) =>
      join(setting.tfjsNode, 'binding', file),
    ),
    KEEP_MEMORY,
    `-L${libraries}`,
    ...wheel.linkArguments,
    `-Wl,-rpath,${libraries}`,
  ];
}

/** Everything that decides the bytes of the addon, but for the folder this clone lies in. */
function bindingKey(wheel: LibraryWheel, library: string, programArguments: readonly string[]) {
  const parts = [
    packageVersion('@tensorflow/tfjs-node'),
    packageVersion('node-api-headers'),
    wheel.sha256,
    library,
    readFileSync(KEEP_MEMORY, 'utf8'),
    ...programArguments.filter((text) => text.startsWith('-') && !text.startsWith('-I')),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

async function compile(
  setting: InstallSetting,
  programArguments: readonly string[],
  target: string,
): Promise<void> {
  const compiler = await findCompiler(setting.effects, setting.environment);
  setting.output(`Compiling the addon with ${compiler.version || compiler.command} …`);
  discardAbandoned(dirname(target));
  const partial = partialPath(target);
  const { status, stderr } = await setting.effects.run(compiler.command, [
    ...compiler.leading,
    ...programArguments,
    ...['-o', partial],
  ]);
  if (status !== 0) {
    rmSync(partial, { force: true });
    const line = stderr.split('\n').find((text) => /error|no space left/i.test(text)) ?? stderr;
    throw new InstallError(
      `${compiler.command} could not compile @tensorflow/tfjs-node: ${line.trim()}`,
      'use another compiler by setting CXX, one that knows C++17',
    );
  }
  renameSync(partial, target);
}

/**
 * Puts the addon of tfjs-node, compiled against an unpacked library, into the package's folder.
 * Compiled addons are kept in the cache, so that a second clone only copies one.
 */
export async function installBinding(
  setting: InstallSetting,
  wheel: LibraryWheel,
  { folder, record }: InstalledLibrary,
): Promise<void> {
  const bindings = join(cacheFolder(setting.environment), 'bindings');
  const programArguments = compilerArguments(setting, wheel, folder);
  const cached = join(bindings, `${bindingKey(wheel, folder, programArguments)}.node`);
  try {
    mkdirSync(bindings, { recursive: true });
    if (!existsSync(cached)) await compile(setting, programArguments, cached);
    const installed = bindingPath(setting.tfjsNode);
    mkdirSync(dirname(installed), { recursive: true });
    discardAbandoned(dirname(installed));
    const partial = partialPath(installed);
    copyFileSync(cached, partial);
    renameSync(partial, installed);
    const libraries = Object.fromEntries(
      Object.entries(record.files).map(([name, { bytes }]) => [join(folder, name), bytes]),
    );
    const description: BindingRecord = { libraries };
    writeFileSync(bindingRecordPath(setting.tfjsNode), `${JSON.stringify(description, null, 2)}\n`);
  } catch (error) {
    throw asDiskFull(error, bindings);
  }
}
