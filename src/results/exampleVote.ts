import type { VoteAnswer, VoteQuestion } from '../demos/worker/messages.ts';
import { Voter } from '../demos/worker/voter.ts';
import { exampleEngine, readPublished } from './exampleNetwork.ts';

/**
 * A vote while the site is built, for the example that stands without JavaScript.
 * @param posterior name of a published posterior, e.g. `bayesian/bayes-compressed`
 */
export async function exampleVote(
  posterior: string,
  question: Omit<VoteQuestion, 'kind' | 'posterior'>,
): Promise<VoteAnswer> {
  await exampleEngine();
  const voter = new Voter(readPublished);
  const [header, binary] = [`${posterior}.json`, `${posterior}.bin`];
  await voter.load({ kind: 'load-posterior', header, binary });
  return voter.vote({ kind: 'vote', posterior: header, ...question });
}
