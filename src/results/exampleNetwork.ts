import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { foldBatchNorm } from '../../compute/networks/foldBatchNorm.ts';
import type { Network } from '../../compute/networks/network.ts';
import { readRoundedNetwork, type RoundedHeader } from '../../compute/networks/roundedWeights.ts';
import { sha256 } from '../demos/worker/digest.ts';
import { Explainer } from '../demos/worker/explainer.ts';

const HANDLED = ['uncaughtException', 'unhandledRejection'] as const;

const networks = new Map<string, Promise<Network>>();

/**
 * A published network while the site is built, for examples that stand without JavaScript.
 * @param name e.g. `mnist/2021`
 */
export function exampleNetwork(name: string): Promise<Network> {
  const loading = networks.get(name) ?? load(name);
  networks.set(name, loading);
  return loading;
}

async function load(name: string): Promise<Network> {
  return (await exampleExplainer(name)).network(name);
}

/** An explainer while the site is built, which knows a published network by its name. */
export async function exampleExplainer(name: string): Promise<Explainer> {
  await exampleEngine();
  const explainer = new Explainer((file) => readPublished(file === name ? `${name}.json` : file));
  await explainer.load({ kind: 'load', header: name, binary: `${name}.bin` });
  return explainer;
}

/** The same of a network of rounded kernels, e.g. `cifar10-small/small-8-bit`. */
export async function exampleRoundedExplainer(name: string): Promise<Explainer> {
  await exampleEngine();
  const header = JSON.parse(
    new TextDecoder().decode(await readPublished(`${name}.json`)),
  ) as RoundedHeader;
  const binary = await readPublished(`${name}.bin`);
  const explainer = new Explainer(readPublished);
  explainer.keep(
    name,
    foldBatchNorm(readRoundedNetwork(header, binary, name, await sha256(binary))),
  );
  return explainer;
}

/** The engine that computes examples while the site is built. */
export async function exampleEngine(): Promise<void> {
  const handlers = HANDLED.map((event) => process.rawListeners(event));
  setWasmPaths(path.join(process.cwd(), 'node_modules/@tensorflow/tfjs-backend-wasm/dist', '/'));
  if (!(await tf.setBackend('wasm'))) throw new Error('The wasm engine did not start.');
  // The engine adds handlers that would bury every later error under a listing of its own source.
  HANDLED.forEach((event, place) => {
    for (const listener of process.rawListeners(event)) {
      if (!handlers[place]!.includes(listener)) process.off(event, listener as () => void);
    }
  });
}

/** Reads a file of a published model, e.g. `mnist/2021.bin`. */
export const readPublished = async (name: string): Promise<Uint8Array<ArrayBuffer>> =>
  Uint8Array.from(await readFile(path.join(process.cwd(), 'public/models', name)));
