import * as tf from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { Explainer } from './explainer.ts';
import type { Asked, Question, Answer, Replied } from './messages.ts';

/** The one worker of all demos: numeric engine, network and explanations, off the page's own thread. */
const explainer = new Explainer(fetchBytes);
let engine: Promise<void> | undefined;

async function startEngine(): Promise<void> {
  // Threads need headers that plain file hosts do not send: the threaded build is never asked for.
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plain,
    'tfjs-backend-wasm-simd.wasm': simd,
    'tfjs-backend-wasm-threaded-simd.wasm': simd,
  });
  if (!(await tf.setBackend('wasm'))) {
    throw new Error('WebAssembly does not run in this browser.');
  }
}

async function fetchBytes(address: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} could not be loaded (${response.status}).`);
  return new Uint8Array(await response.arrayBuffer());
}

async function answer(question: Question): Promise<Answer> {
  await (engine ??= startEngine());
  return question.kind === 'load' ? explainer.load(question) : explainer.explain(question);
}

addEventListener('message', ({ data: { number, question } }: MessageEvent<Asked>) => {
  answer(question).then(
    (found) => postMessage({ number, answer: found } satisfies Replied),
    (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      postMessage({ number, error: message } satisfies Replied);
    },
  );
});
