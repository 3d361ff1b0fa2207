import * as tf from '@tensorflow/tfjs-core';
import { loadCpuEngine } from './cpuEngine.ts';
import { ENGINE_NAMES, type Engine, type EngineName } from './engine.ts';
import { loadNativeEngine } from './nativeEngine.ts';
import { inspectNative, type NativeStatus } from './nativeStatus.ts';
import { loadWasmEngine } from './wasmEngine.ts';
import { loadWebgpuEngine } from './webgpu/webgpuEngine.ts';

const loaders: Record<EngineName, () => Promise<Engine>> = {
  native: loadNativeEngine,
  wasm: loadWasmEngine,
  webgpu: loadWebgpuEngine,
  cpu: loadCpuEngine,
};

function engineName(value: string, source: string): EngineName {
  const name = ENGINE_NAMES.find((known) => known === value);
  if (name) return name;
  throw new Error(`${source}: no engine is called "${value}"; use ${ENGINE_NAMES.join(', ')}.`);
}

/**
 * The engine a command would use, decided without loading one: the one asked for, else the
 * environment's IIC_ENGINE, else native where it is installed, else wasm. Throws, with the remedy,
 * when an engine asked for by name is unknown or not installed.
 */
export function resolveEngineName(
  requested?: string,
  environment: Readonly<NodeJS.ProcessEnv> = process.env,
  native: NativeStatus = inspectNative(),
): EngineName {
  const fromEnvironment = environment['IIC_ENGINE'];
  let asked: EngineName | undefined;
  if (requested) asked = engineName(requested, '--engine');
  else if (fromEnvironment) asked = engineName(fromEnvironment, 'IIC_ENGINE');

  if (asked === 'native' && !native.installed) {
    throw new Error(`The native engine cannot be used, ${native.reason}: ${native.remedy}.`);
  }
  return asked ?? (native.installed ? 'native' : 'wasm');
}

/**
 * Loads the engine that `resolveEngineName` decides on and makes it tfjs's current backend, without
 * the notices tfjs prints on start. An engine that fails to start is an error, never replaced by
 * another in silence: the results would not be those of the engine the fingerprints name.
 */
export async function chooseEngine(requested?: EngineName): Promise<Engine> {
  tf.enableProdMode();
  return loaders[resolveEngineName(requested)]();
}
