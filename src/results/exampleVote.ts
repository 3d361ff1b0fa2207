import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import type { VoteAnswer, VoteQuestion } from '../demos/worker/messages.ts';
import { Voter } from '../demos/worker/voter.ts';

/**
 * A vote while the site is built, for the example that stands without JavaScript.
 * @param posterior name of a published posterior, e.g. `bayesian/bayes-posterior`
 */
export async function exampleVote(
  posterior: string,
  question: Omit<VoteQuestion, 'kind' | 'posterior'>,
): Promise<VoteAnswer> {
  // Quietens its advice to install another backend.
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const voter = new Voter(async (name) =>
    Uint8Array.from(await readFile(path.join(process.cwd(), 'public/models', name))),
  );
  const [header, binary] = [`${posterior}.json`, `${posterior}.bin`];
  await voter.load({ kind: 'load-posterior', header, binary });
  return voter.vote({ kind: 'vote', posterior: header, ...question });
}
