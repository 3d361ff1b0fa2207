import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { explainByLime } from '../../compute/explain/lime/lime.ts';
import { uniform } from '../../compute/explain/lrp/composites.ts';
import { explainByLrp } from '../../compute/explain/lrp/explainByLrp.ts';
import type { Rule } from '../../compute/explain/lrp/rule.ts';
import * as rules from '../../compute/explain/lrp/rules.ts';
import { exactShapley } from '../../compute/explain/shap/exactShapley.ts';
import { generatorFor } from '../../compute/random/generator.ts';
import { gameOf } from '../explain/games/closedFormGame.ts';
import { disposeParameters, inEngine, plainNetwork } from '../explain/lrp/plainNetwork.ts';

/** The numbers that the chapter on the methods works out by hand, against the code. */
const chapter = readFileSync(
  new URL('../../content/chapters/methods.mdx', import.meta.url),
  'utf8',
);

describe('one unit by hand', () => {
  const RULES: Readonly<Record<string, Rule>> = {
    '0': rules.zero,
    ε: rules.epsilon(0.5),
    γ: rules.gamma(0.25),
    αβ: rules.alphaBeta(2, 1),
    'z+': rules.zPlus,
    zB: rules.box(0, 1),
    'w²': rules.wSquare,
    flat: rules.flat,
  };
  const unit = plainNetwork(
    [1, 3, 1],
    1,
    [
      { type: 'conv2d', filters: 1, kernelSize: [1, 3], padding: 'valid', bias: 'none' },
      { type: 'flatten' },
    ],
    { '0.kernel': [3, -2, -1] },
  );
  const printed = new Map(
    chapter
      .slice(chapter.indexOf('### One unit by hand'), chapter.indexOf('### Composites'))
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .slice(2)
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      )
      .map(([rule, ...numbers]) => [rule!, numbers.map((text) => Number(text.replace('−', '-')))]),
  );

  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it('has a row for every rule', () => {
    expect([...printed.keys()]).toEqual(Object.keys(RULES));
  });

  for (const [name, rule] of Object.entries(RULES)) {
    it(`prints what rule ${name} hands down`, () => {
      const network = inEngine(unit);
      const image = tf.tensor4d([1, 0.5, 0], [1, 1, 3, 1]);
      const { relevance, logits } = explainByLrp(network, image, [0], uniform('unit', rule));
      const shares = [...relevance.dataSync()];
      tf.dispose([relevance, image]);
      disposeParameters(network);
      expect(logits[0]).toBe(2);
      const sum = shares.reduce((total, share) => total + share, 0);
      [...shares, sum].forEach((value, column) => {
        expect(Math.abs(value - printed.get(name)![column]!)).toBeLessThan(0.005 + 1e-5);
      });
    });
  }
});

describe('the example of two and three strokes', () => {
  const [bar, stem] = [0, 1];
  const worthOfTwo = (members: readonly number[]) => {
    if (members[bar] && members[stem]) return 6;
    return members[bar] ? 1 : members[stem] ? 2 : 0;
  };
  const worthOfThree = (members: readonly number[]) => (members.every(Boolean) ? 6 : 0);

  it('shares 2.5 and 3.5 between the strokes of a 7', () => {
    expect([...exactShapley(gameOf(2, worthOfTwo)).values]).toEqual([2.5, 3.5]);
  });

  it('gives 2 to each of three strokes by Shapley, 1.5 by coin tosses', () => {
    const game = gameOf(3, worthOfThree);
    for (const share of exactShapley(game).values) expect(share).toBeCloseTo(2, 12);
    const options = { evaluations: 8, kernelWidth: 1e9, ridge: 0 };
    const { coefficients } = explainByLime(game, options, generatorFor(1, 'unused'));
    for (const coefficient of coefficients) expect(coefficient).toBeCloseTo(1.5, 9);
  });
});
