import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';

/** How to start a Chromium that may be here. */
type Candidate = Pick<LaunchOptions, 'executablePath' | 'channel' | 'env'>;

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Starts the first Chromium that runs: the one that `IIC_CHROMIUM` names, and no other, where it
 * is set; else one installed on the system; else the one of the npm package `@sparticuz/chromium`
 * (Linux on x64), which is small and lacks some of the fonts.
 *
 * @throws {Error} When none runs; the message gives each one's reason.
 */
export async function launchChromium(): Promise<Browser> {
  const failures: string[] = [];
  for (const candidate of candidates()) {
    try {
      return await launch(await candidate());
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(
    `No Chromium runs here. Install one (Debian: apt-get install chromium), or let IIC_CHROMIUM ` +
      `name one. Tried:\n${failures.join('\n')}`,
  );
}

function candidates(): (() => Candidate | Promise<Candidate>)[] {
  const named = process.env['IIC_CHROMIUM'];
  if (named !== undefined && named !== '') return [() => ({ executablePath: named })];
  return [
    () => ({ executablePath: '/usr/bin/chromium' }),
    () => ({ channel: 'chrome' }),
    () => ({ channel: 'msedge' }),
    ...(process.platform === 'linux' && process.arch === 'x64' ? [packagedChromium] : []),
  ];
}

function launch(candidate: Candidate): Promise<Browser> {
  return chromium.launch({
    // Root, as in containers, cannot use the sandbox; the pages are our own.
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
    ...candidate,
  });
}

/**
 * The Chromium of the npm package, with the libraries (NSS, NSPR, expat) and fonts packed with it,
 * so that a bare system can run it. It is unpacked once, in another process because the package
 * takes both its target and its choice of libraries from the environment, and renamed when whole.
 */
async function packagedChromium(): Promise<Candidate> {
  const folder = join(PROJECT, 'node_modules', '.cache', `chromium-${packageVersion()}-fonts`);
  if (!existsSync(folder)) await unpackPackage(folder);
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    },
  };
}

function packageVersion(): string {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const manifest = readFileSync(join(dirname(entry), '..', '..', 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { readonly version: string }).version;
}

async function unpackPackage(folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const unpacking = await mkdtemp(`${folder}-`);
  try {
    await promisify(execFile)(
      process.execPath,
      ['-e', "import('@sparticuz/chromium').then((it) => it.default.executablePath())"],
      {
        cwd: PROJECT,
        env: { ...process.env, TMPDIR: unpacking, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
      },
    );
    await nameFonts(join(unpacking, 'fonts', 'fonts.conf'), join(folder, 'fonts'));
    await rename(unpacking, folder);
  } catch (error) {
    await rm(unpacking, { recursive: true });
    // Another run may have been faster.
    if (!existsSync(folder)) throw error;
  }
}

/**
 * The package's settings look for its fonts in /tmp, wherever they were unpacked. Without them Chromium
 * ends at the first letter that the page's own fonts lack.
 */
async function nameFonts(settings: string, fonts: string): Promise<void> {
  const text = await readFile(settings, 'utf8');
  await writeFile(settings, text.replace('<dir>/tmp/fonts</dir>', `<dir>${fonts}</dir>`));
}
