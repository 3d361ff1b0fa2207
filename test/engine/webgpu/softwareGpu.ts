import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompressSync } from 'node:zlib';
import { extract } from 'tar-stream';

const PACKAGE = '@sparticuz/chromium';

/** Whether the npm package of Chromium holds a GPU in software for this machine. */
export const hasSoftwareGpu = process.platform === 'linux' && process.arch === 'x64';

/** Folder of the Vulkan loader and SwiftShader that the npm package of Chromium brings. */
async function unpackSoftwareGpu(): Promise<string> {
  const root = path.dirname(path.dirname(createRequire(import.meta.url).resolve(PACKAGE)));
  const packed = [root, path.dirname(root)]
    .map((folder) => path.join(folder, 'bin', 'swiftshader.tar.br'))
    .find((file) => existsSync(file))!;
  const folder = path.join(tmpdir(), 'interpretable-image-classification-swiftshader');
  if (existsSync(folder)) return folder;
  const made = await mkdtemp(`${folder}-`);
  const archive = extract();
  archive.end(brotliDecompressSync(readFileSync(packed)));
  for await (const entry of archive) {
    const parts: Buffer[] = [];
    for await (const part of entry) parts.push(part as Buffer);
    const file = path.join(made, entry.header.name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, Buffer.concat(parts));
  }
  // Files that are run side by side may both have unpacked it.
  await rename(made, folder).catch(() => rm(made, { recursive: true }));
  return folder;
}

/** What a program of this folder printed, run on a GPU in software. */
export async function runOnSoftwareGpu(program: string, argument: string): Promise<string> {
  const folder = await unpackSoftwareGpu();
  return runProgram(program, argument, {
    LD_LIBRARY_PATH: folder,
    VK_DRIVER_FILES: path.join(folder, 'vk_swiftshader_icd.json'),
  });
}

/** What a program of this folder printed, run where no GPU can be found. */
export function runWithoutGpu(program: string, argument: string): Promise<string> {
  return runProgram(program, argument, { VK_DRIVER_FILES: '/nowhere.json' });
}

async function runProgram(
  program: string,
  argument: string,
  environment: Record<string, string>,
): Promise<string> {
  const file = path.join(import.meta.dirname, program);
  const { stdout } = await promisify(execFile)(process.execPath, [file, argument], {
    env: { ...process.env, ...environment, XDG_RUNTIME_DIR: tmpdir() },
    maxBuffer: 2 ** 26,
  });
  return stdout;
}
