import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { engineRuntime } from '../engineRuntime.ts';
import { bindingRecordPath } from '../nativeStatus.ts';
import { packageFolder } from '../packageVersions.ts';
import { installBinding } from './installBinding.ts';
import { machineEffects } from './installEffects.ts';
import { InstallError } from './installError.ts';
import { installLibrary, type InstalledLibrary } from './installLibrary.ts';
import type { InstallSetting } from './installSetting.ts';
import { damagedFiles, RECORD_NAME } from './libraryRecord.ts';
import { libraryWheelFor, type LibraryWheel } from './libraryWheel.ts';
import type { SelfTestResult } from './selfTest.ts';

/** Largest relative difference to plain JavaScript that float32 rounding explains. */
const TOLERANCE = 1e-5;

function thisMachine(): Omit<InstallSetting, 'output'> {
  return {
    environment: process.env,
    effects: machineEffects,
    host: `${process.platform}-${process.arch}`,
    wheel: libraryWheelFor(process.platform, process.arch),
    tfjsNode: packageFolder('@tensorflow/tfjs-node'),
    nodeApiHeaders: packageFolder('node-api-headers'),
  };
}

async function selfTest(setting: InstallSetting): Promise<SelfTestResult> {
  const script = fileURLToPath(new URL('./selfTestProcess.ts', import.meta.url));
  const { status, stdout, stderr } = await setting.effects.run(process.execPath, [script]);
  if (status !== 0) {
    const line = stderr.split('\n').find((text) => /error/i.test(text)) ?? `exit code ${status}`;
    throw new InstallError(
      `the installed engine does not start: ${line.trim()}`,
      'see whether the system is new enough for TensorFlow (Linux: glibc 2.17 or later)',
    );
  }
  const result = JSON.parse(stdout) as SelfTestResult;
  if (result.difference <= TOLERANCE) return result;
  throw new InstallError(
    `its convolution differs from plain JavaScript by ${result.difference.toExponential(1)}`,
    'try TF_ENABLE_ONEDNN_OPTS=0, and please report this processor',
  );
}

/** Deletes an unpacked library with damaged files, so that it is unpacked anew. */
async function discardDamaged(
  setting: InstallSetting,
  { folder, record }: InstalledLibrary,
): Promise<boolean> {
  const damaged = await damagedFiles(folder, record);
  if (damaged.length === 0) return false;
  setting.output(`Damaged in the cache: ${damaged.join(', ')}. Unpacking again.`);
  rmSync(join(folder, RECORD_NAME), { force: true });
  return true;
}

async function install(setting: InstallSetting, wheel: LibraryWheel): Promise<SelfTestResult> {
  const library = await installLibrary(setting, wheel);
  await installBinding(setting, wheel, library);
  try {
    return await selfTest(setting);
  } catch (error) {
    rmSync(bindingRecordPath(setting.tfjsNode), { force: true });
    if (!(await discardDamaged(setting, library))) throw error;
  }
  return install(setting, wheel);
}

/**
 * Installs the native engine (`npm run engine`) from package registries: the TensorFlow C library
 * from its Python wheel, and the addon of @tensorflow/tfjs-node compiled against it, followed by a
 * self-test in a process of its own. What an earlier or killed install left complete is used again.
 *
 * Resolves to true when native can be used. Otherwise says in one line what is missing and how to
 * get it, and resolves to false; other commands then go on with wasm.
 */
export async function installNativeEngine(
  options: Pick<InstallSetting, 'output'> & Partial<InstallSetting>,
): Promise<boolean> {
  const setting: InstallSetting = { ...thisMachine(), ...options };
  const { output, wheel, host } = setting;
  try {
    if (!wheel) {
      throw new InstallError(
        `no prebuilt TensorFlow library is known for ${host}`,
        'use Linux (x64, arm64) or macOS (arm64)',
      );
    }
    const { difference, gigaflopsPerSecond } = await install(setting, wheel);
    output(
      `Self-test: a convolution equals plain JavaScript to ${difference.toExponential(0)}, ` +
        `${gigaflopsPerSecond.toFixed(0)} GFLOP/s.`,
    );
    output(`The native engine is installed: ${engineRuntime('native')}.`);
    return true;
  } catch (error) {
    if (!(error instanceof InstallError)) throw error;
    output(
      `The native engine is not installed: ${error.message}. Remedy: ${error.remedy}. ` +
        'Until then commands use wasm.',
    );
    return false;
  }
}
