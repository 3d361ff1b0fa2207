import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it, vi } from 'vitest';
import { chooseEngine, resolveEngineName } from '../../compute/engine/chooseEngine.ts';
import { engineRuntime } from '../../compute/engine/engineRuntime.ts';
import type { NativeStatus } from '../../compute/engine/nativeStatus.ts';
import { describeNative } from './nativeOnly.ts';

const present: NativeStatus = { installed: true };
const absent: NativeStatus = { installed: false, reason: 'it is not there', remedy: 'install it' };

describe('resolveEngineName', () => {
  it('takes native where it is installed, else wasm', () => {
    expect(resolveEngineName(undefined, {}, present)).toBe('native');
    expect(resolveEngineName(undefined, {}, absent)).toBe('wasm');
  });

  it('puts the option before the environment before what is installed', () => {
    const environment = { IIC_ENGINE: 'wasm' };
    expect(resolveEngineName('cpu', environment, present)).toBe('cpu');
    expect(resolveEngineName(undefined, environment, present)).toBe('wasm');
    expect(resolveEngineName(undefined, { IIC_ENGINE: '' }, present)).toBe('native');
  });

  it('names the source and the choice when an engine is unknown', () => {
    expect(() => resolveEngineName('gpu', {}, present)).toThrow(
      '--engine: no engine is called "gpu"; use native, wasm, webgpu, cpu.',
    );
    expect(() => resolveEngineName(undefined, { IIC_ENGINE: 'Native' }, present)).toThrow(
      /^IIC_ENGINE: .*"Native"/,
    );
  });

  it('never replaces native when it was asked for and is not installed', () => {
    const message = 'The native engine cannot be used, it is not there: install it.';
    expect(() => resolveEngineName('native', {}, absent)).toThrow(message);
    expect(() => resolveEngineName(undefined, { IIC_ENGINE: 'native' }, absent)).toThrow(message);
  });
});

describe('chooseEngine', () => {
  for (const name of ['cpu', 'wasm'] as const)
    it(`makes ${name} current and records what engineRuntime says, without a word`, async () => {
      const warn = vi.spyOn(console, 'warn');
      const log = vi.spyOn(console, 'log');
      const engine = await chooseEngine(name);
      expect(engine).toEqual({ name, description: engineRuntime(name) });
      expect(tf.getBackend()).toBe(name);
      tf.tidy(() => tf.add(tf.tensor1d([1]), 1).dataSync());
      expect(warn).not.toHaveBeenCalled();
      expect(log).not.toHaveBeenCalled();
      vi.restoreAllMocks();
    });

  it('leaves no handler of process-wide errors behind', async () => {
    const handlers = () => process.listenerCount('uncaughtException');
    const before = handlers();
    await chooseEngine('wasm');
    expect(handlers()).toBe(before);
  });

  it('describes an engine by versions alone', () => {
    expect(engineRuntime('wasm')).toMatch(/^tfjs \d+\.\d+\.\d+ wasm$/);
    expect(engineRuntime('native')).toMatch(
      /^tfjs \d+\.\d+\.\d+ native, libtensorflow \d+\.\d+\.\d+$/,
    );
  });
});

describeNative('chooseEngine of native', () => {
  it('makes it current and records what engineRuntime says', async () => {
    const { name, description } = await chooseEngine('native');
    expect({ name, description }).toEqual({
      name: 'native',
      description: engineRuntime('native'),
    });
    expect(tf.getBackend()).toBe('tensorflow');
  });
});
