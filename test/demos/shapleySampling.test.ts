import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { sampleShapley } from '../../src/demos/shapley-sampling/answer.ts';
import { errorsOf, sizesOf, valuesOf } from '../../src/demos/shapley-sampling/plots.ts';
import type { ShapleyAnswer } from '../../src/demos/shapley-sampling/question.ts';
import { CELL_NAMES, LARGE_CELL } from '../../src/demos/shapley-sampling/settings.ts';
import {
  BUDGETS,
  MOST_SEEDS,
  stateOfText,
  textOfState,
} from '../../src/demos/shapley-sampling/state.ts';
import {
  errorCells,
  missBy,
  sizeCells,
  summary,
  valueCells,
} from '../../src/demos/shapley-sampling/words.ts';
import { mnistSpecimens, type MnistSpecimens } from './mnistSpecimens.ts';

describe('the state in an address', () => {
  it('comes back as it was', () => {
    const states = fc.record({
      position: fc.nat({ max: 29 }),
      evaluations: fc.constantFrom(...BUDGETS),
      seed: fc.nat({ max: MOST_SEEDS - 1 }),
    });
    fc.assert(
      fc.property(states, (state) => {
        expect(stateOfText(textOfState(state), 30)).toEqual(state);
      }),
    );
  });

  it('is refused where it is none', () => {
    for (const text of ['', '1~64', '30~64~0', '1~65~0', '1~64~-1', '1~64~x'])
      expect(stateOfText(text, 30), text).toBeUndefined();
  });
});

describe('Shapley values of nine cells', () => {
  let specimens: MnistSpecimens;
  const answers = new Map<number, ShapleyAnswer>();

  beforeAll(async () => {
    specimens = await mnistSpecimens();
    for (const evaluations of [16, 64, 510]) {
      const { network, images, gallery } = specimens;
      const answer = sampleShapley(network, {
        kind: 'shapley-sampling',
        network: '',
        image: images[9]!,
        segments: {
          cell: LARGE_CELL,
          fill: 0,
          evaluations,
          seed: gallery.header.seed,
          index: gallery.images[9]!.index,
        },
        budgets: BUDGETS,
        samples: 5,
      });
      answers.set(evaluations, answer);
    }
  });

  const sum = (values: Float32Array) => values.reduce((total, value) => total + value, 0);

  it('divide what the image is worth more than a black one, exact or not', () => {
    const { logits, predicted } = specimens.gallery.images[9]!;
    for (const { target, base, full, exact, estimate } of answers.values()) {
      expect(target).toBe(predicted);
      expect(full).toBeCloseTo(logits[predicted]!, 3);
      expect(exact.length).toBe(CELL_NAMES.length);
      for (const values of [exact, estimate]) expect(sum(values)).toBeCloseTo(full - base, 4);
    }
  });

  it('are estimated better from more coalitions, and exactly from all', () => {
    const [few, some, all] = [16, 64, 510].map((budget) => answers.get(budget)!);
    expect(missBy(few!)).toBeGreaterThan(missBy(some!));
    expect(missBy(all!)).toBeLessThan(1e-5);
    expect(all!.standardErrors.every((error) => error === 0)).toBe(true);
    const { errors } = some!;
    errors.forEach((error, place) => {
      if (place > 0) expect(error).toBeLessThan(errors[place - 1]!);
    });
    expect(errors.at(-1)).toBeLessThan(1e-5);
    const { smoothedErrors } = some!;
    smoothedErrors.slice(1, -1).forEach((error, place) => {
      expect(error).toBeLessThan(errors[place + 1]!);
    });
    expect(smoothedErrors.at(-1)).toBeLessThan(1e-5);
  });

  it('count the coalitions that were asked about by their size', () => {
    expect(answers.get(510)!.sizes).toEqual([1, 9, 36, 84, 126, 126, 84, 36, 9, 1]);
    const { sizes } = answers.get(64)!;
    expect(sizes.reduce((total, count) => total + count, 0)).toBe(66);
    sizes.forEach((count, size) => expect(count).toBe(sizes[9 - size]));
  });

  it('are drawn and told', () => {
    for (const answer of answers.values()) {
      const drawn = [
        valuesOf(answer),
        sizesOf(answer.sizes),
        ...BUDGETS.map((budget) => errorsOf(BUDGETS, answer, budget)),
      ].join('');
      expect(drawn).not.toMatch(/NaN|Infinity/);
      expect(drawn.match(/class="estimate"/g)).toHaveLength(9);
      expect(drawn.match(/class="drawn"/g)).toHaveLength(8);
    }
    const names = [...'0123456789'];
    expect(summary(answers.get(64)!, names)).toMatch(
      /^The whole image is worth 12\.24 for class 3, .* From 64 of 510 coalitions their shares miss the exact Shapley values by 0\.\d{3}/,
    );
    expect(summary(answers.get(510)!, names)).toMatch(
      /their shares are the exact Shapley values\.$/,
    );
    expect(valueCells(answers.get(510)!, 4)[2]).toBe('0.000');
    expect(sizeCells(answers.get(510)!.sizes, 4)).toEqual(['126', '126']);
    expect(sizeCells(answers.get(64)!.sizes, 1)[1]).toBe('9');
    expect(errorCells({ errors: [9, 0.1234], smoothedErrors: [9, 2e-6] }, 1)).toEqual([
      '0.123',
      'exact',
    ]);
  });
});
