import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  InstallEffects,
  ProgramResult,
} from '../../../compute/engine/install/installEffects.ts';
import type { InstallSetting } from '../../../compute/engine/install/installSetting.ts';
import { zipFile } from './zipFile.ts';

const MEMBERS = {
  'tensorflow/libtensorflow_cc.so.2': 'the library',
  'tensorflow/include/tensorflow/c/c_api.h': 'a header',
};

/** What the imaginary machine does when the installer calls a program. */
export interface Behaviour {
  programs: string[];
  pip: ProgramResult | 'downloads';
  download: Buffer;
  compiler: ProgramResult | 'compiles';
  selfTest: ProgramResult[];
  freeBytes: number;
}

const succeeded = (stdout = ''): ProgramResult => ({ status: 0, stdout, stderr: '' });
const failed = (stderr: string): ProgramResult => ({ status: 1, stdout: '', stderr });
const passedSelfTest = succeeded('{"difference":4e-7,"gigaflopsPerSecond":123.4}\n');
export const results = { succeeded, failed, passedSelfTest };

function after(programArguments: readonly string[], option: string): string {
  return programArguments[programArguments.indexOf(option) + 1]!;
}

const folders: string[] = [];

/** Deletes the folders of all machines. */
export function discardMachines(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

/** A machine with python3, pip and g++ on which nothing is installed, in a folder of its own. */
export function fakeMachine(
  changes: Partial<Behaviour> = {},
  folder = mkdtempSync(join(tmpdir(), 'engine-install-')),
) {
  folders.push(folder);
  const wheelBytes = zipFile({ 'tensorflow/unwanted.py': 'unwanted', ...MEMBERS });
  const behaviour: Behaviour = {
    programs: ['python3', 'python3 -m pip', 'g++'],
    pip: 'downloads',
    download: wheelBytes,
    compiler: 'compiles',
    selfTest: [],
    freeBytes: 5e9,
    ...changes,
  };
  const calls: string[] = [];
  const lines: string[] = [];

  const effects: InstallEffects = {
    run: (command, programArguments) => {
      const call = [command, ...programArguments].join(' ');
      if (call.endsWith(' --version')) {
        const known = behaviour.programs.includes(call.slice(0, -' --version'.length));
        const answer = { stdout: `${command} 1.0\nmore\n`, stderr: '' };
        return Promise.resolve({ ...answer, status: known ? 0 : null });
      }
      if (programArguments.includes('download')) {
        calls.push('download');
        if (behaviour.pip !== 'downloads') return Promise.resolve(behaviour.pip);
        const name = 'tensorflow_cpu-2.15.1-cp311-cp311-any.whl';
        writeFileSync(join(after(programArguments, '--dest'), name), behaviour.download);
        return Promise.resolve(succeeded());
      }
      if (programArguments.includes('-o')) {
        calls.push('compile');
        if (behaviour.compiler !== 'compiles') return Promise.resolve(behaviour.compiler);
        writeFileSync(after(programArguments, '-o'), 'the addon');
        return Promise.resolve(succeeded());
      }
      calls.push('self-test');
      return Promise.resolve(behaviour.selfTest.shift() ?? passedSelfTest);
    },
    freeBytes: () => Promise.resolve(behaviour.freeBytes),
  };

  const tfjsNode = join(folder, 'tfjs-node');
  mkdirSync(tfjsNode, { recursive: true });
  const setting: InstallSetting = {
    output: (line) => lines.push(line),
    environment: { IIC_CACHE: join(folder, 'cache') },
    effects,
    host: 'linux-x64',
    wheel: {
      requirement: 'tensorflow-cpu==2.15.1',
      pythonVersion: '311',
      platformTag: 'any',
      sha256: createHash('sha256').update(wheelBytes).digest('hex'),
      bytes: 207e6,
      members: Object.keys(MEMBERS),
      linkArguments: ['-l:libtensorflow_cc.so.2'],
    },
    tfjsNode,
    nodeApiHeaders: join(folder, 'node-api-headers'),
  };
  return {
    folder,
    setting,
    behaviour,
    calls,
    lines,
    tfjsNode,
    cache: join(folder, 'cache'),
    library: join(folder, 'cache/libtensorflow-2.15.1/linux-x64'),
  };
}
