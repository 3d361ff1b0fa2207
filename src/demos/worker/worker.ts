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

/** Of use to one demo only, so that the others need not load it. */
function startVoter(): Promise<Voter> {
  return (voter ??= import('./voter.ts').then((loaded) => new loaded.Voter(fetchBytes)));
}

async function answer(question: Question): Promise<Answer> {
  await (engine ??= startEngine());
  switch (question.kind) {
    case 'load':
      return explainer.load(question);
    case 'explain-by-lrp':
      return explainer.explain(question);
    case 'explain-by-all':
      return explainer.explainByAll(question);
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
      return contrastByKernelShap(explainer.network(question.network), question);
    }
    case 'lrp-by-rules': {
      const { explainByRules } = await import('../lrp-rules/answer.ts');
      return explainByRules(explainer.network(question.network), question);
    }
    case 'lime-steps': {
      const { limeSteps } = await import('../lime-steps/answer.ts');
      return limeSteps(explainer.network(question.network), question);
    }
    case 'lime-seeds': {
      const { limeSeeds } = await import('../lime-steps/answer.ts');
      return limeSeeds(explainer.network(question.network), question);
    }
    case 'shapley-sampling': {
      const { sampleShapley } = await import('../shapley-sampling/answer.ts');
      return sampleShapley(explainer.network(question.network), question);
    }
    case 'predict': {
      const { predict } = await import('../erase-digit/predict.ts');
      return predict(explainer.network(question.network), question);
    }
    case 'erase-by-methods': {
      const { eraseByMethods } = await import('../erase-digit/answer.ts');
      const compared = await explainer.explainByAll({ ...question, kind: 'explain-by-all' });
      return eraseByMethods(explainer.network(question.network), question, compared);
    }
    case 'degrade-images': {
      const { degradeImages } = await import('../share-kept/answer.ts');
      return degradeImages(explainer.network(question.network), question);
    }
    case 'random-layers': {
      const { randomiseLayers } = await import('../random-layers/answer.ts');
      return randomiseLayers(explainer.network(question.network), question);
    }
  }
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
