import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const REQUIREMENTS = path.join(import.meta.dirname, 'requirements.txt');
const FOLDER = path.resolve(process.env['IIC_PEERS'] ?? '.peers');

/**
 * Python with the peers in it, installed on first use: several gigabytes, for PyTorch comes with
 * libraries for graphics cards. `IIC_PEERS` names another folder than `.peers`.
 * @returns the interpreter
 * @throws Error when Python cannot make environments, or a package cannot be installed
 */
export function pythonWithPeers(): string {
  const python = path.join(FOLDER, 'bin/python3');
  const installed = path.join(FOLDER, 'installed.txt');
  const wanted = readFileSync(REQUIREMENTS, 'utf8');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return python;
  mkdirSync(FOLDER, { recursive: true });
  process.stdout.write(`Installing the peers into ${FOLDER}; this takes minutes …\n`);
  run('python3', ['-m', 'venv', FOLDER]);
  run(python, ['-m', 'pip', 'install', '--quiet', '--requirement', REQUIREMENTS]);
  writeFileSync(installed, wanted);
  return python;
}

function run(program: string, args: string[]): void {
  const { status, error } = spawnSync(program, args, { stdio: 'inherit' });
  if (error) throw new Error(`${program} could not be started: ${error.message}`);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}`);
}
