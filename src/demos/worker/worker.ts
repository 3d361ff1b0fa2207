import * as tf from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { Explainer } from './explainer.ts';
import { fetchBytes } from './fetchBytes.ts';
import type { Asked, Question, Answer, Replied } from './messages.ts';
import type { Voter } from './voter.ts';

/** The one worker of all demos: numeric engine, network and explanations, off the page's own thread. */
const explainer = new Explainer(fetchBytes);
let voter: Promise<Voter> | undefined;
let engine: Promise<void> | undefined;

async function startEngine(): Promise<void> {
  if (!('WebAssembly' in globalThis)) {
    throw new Error('WebAssembly does not run in this browser.');
  }
  // Threads need headers that plain file hosts do not send: the threaded build is never asked for.
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plain,
    'tfjs-backend-wasm-simd.wasm': simd,
    'tfjs-backend-wasm-threaded-simd.wasm': simd,
  });
  if (!(await tf.setBackend('wasm'))) {
    throw new Error('The numeric engine, which is WebAssembly, could not be loaded.');
  }
}

/** Once; after a failure the next question tries again. */
function ensureEngine(): Promise<void> {
  return (engine ??= startEngine().catch((error: unknown) => {
    engine = undefined;
    throw error;
  }));
}

/** Of use to one demo only, so that the others need not load it. */
function startVoter(): Promise<Voter> {
  return (voter ??= import('./voter.ts').then((loaded) => new loaded.Voter(fetchBytes)));
}

async function answer(number: number, question: Question): Promise<Answer> {
  await ensureEngine();
  switch (question.kind) {
    case 'load':
      return explainer.load(question);
    case 'load-rounded': {
      const { fetchRoundedNetwork } = await import('./roundedNetwork.ts');
      const stored = await fetchRoundedNetwork(question, (share) => tell(number, share));
      explainer.keep(question.header, stored);
      return { kind: 'load-rounded', classes: stored.architecture.classes };
    }
    case 'explain-by-lrp':
      return explainer.explain(question);
    case 'explain-by-all':
      return explainer.explainByAll(question);
    case 'explain-by-segments': {
      const { explainBySegments, explainBySegmentsPatiently } = await import('./segmentMaps.ts');
      const network = explainer.inferenceNetwork(question.network);
      return question.patient
        ? explainBySegmentsPatiently(network, question, (done) => giveWay(number, done))
        : explainBySegments(network, question);
    }
    case 'load-posterior':
      return (await startVoter()).load(question);
    case 'vote':
      return (await startVoter()).vote(question);
    case 'contrast-by-lrp': {
      const { contrastByLrp } = await import('../class-contrast/answer.ts');
      return contrastByLrp(explainer.network(question.network), question);
    }
    case 'contrast-by-kernel-shap': {
      const { contrastByKernelShap } = await import('../class-contrast/segmentAnswer.ts');
      return contrastByKernelShap(explainer.inferenceNetwork(question.network), question);
    }
    case 'lrp-by-rules': {
      const { explainByRules } = await import('../lrp-rules/answer.ts');
      return explainByRules(explainer.network(question.network), question);
    }
    case 'lime-steps': {
      const { limeSteps } = await import('../lime-steps/answer.ts');
      return limeSteps(explainer.inferenceNetwork(question.network), question);
    }
    case 'lime-seeds': {
      const { limeSeeds } = await import('../lime-steps/answer.ts');
      return limeSeeds(explainer.inferenceNetwork(question.network), question);
    }
    case 'shapley-sampling': {
      const { sampleShapley } = await import('../shapley-sampling/answer.ts');
      return sampleShapley(explainer.inferenceNetwork(question.network), question);
    }
    case 'predict': {
      const { predict } = await import('../erase-digit/predict.ts');
      return predict(explainer.inferenceNetwork(question.network), question);
    }
    case 'erase-by-methods': {
      const { eraseByMethods } = await import('../erase-digit/answer.ts');
      const compared = await explainer.explainByAll({ ...question, kind: 'explain-by-all' });
      return eraseByMethods(explainer.inferenceNetwork(question.network), question, compared);
    }
    case 'degrade-images': {
      const { degradeImages } = await import('../share-kept/answer.ts');
      return degradeImages(
        explainer.network(question.network),
        question,
        explainer.inferenceNetwork(question.network),
      );
    }
    case 'random-layers': {
      const { randomiseLayers } = await import('../random-layers/answer.ts');
      return randomiseLayers(explainer.network(question.network), question);
    }
  }
}

/** Questions being answered that have not been called off. */
const wanted = new Set<number>();

function tell(number: number, progress: number): void {
  postMessage({ number, progress } satisfies Replied);
}

/** Lets messages that have come meanwhile have their turn. */
async function giveWay(number: number, done: number): Promise<void> {
  tell(number, done);
  await new Promise((resolve) => setTimeout(resolve));
  if (!wanted.has(number)) throw new Error('This was called off.');
}

addEventListener('message', ({ data: { number, question } }: MessageEvent<Asked>) => {
  if (question === null) {
    wanted.delete(number);
    return;
  }
  wanted.add(number);
  answer(number, question)
    .then(
      (found) => postMessage({ number, answer: found } satisfies Replied),
      (error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        postMessage({ number, error: message } satisfies Replied);
      },
    )
    .finally(() => wanted.delete(number));
});
