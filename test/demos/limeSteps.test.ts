import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Gallery } from '../../compute/results/gallery.ts';
import { limeSeeds, limeSteps } from '../../src/demos/lime-steps/answer.ts';
import { histogramOf, scatterOf } from '../../src/demos/lime-steps/plots.ts';
import {
  EVALUATIONS,
  MOST_SEEDS,
  stateOfText,
  textOfState,
} from '../../src/demos/lime-steps/state.ts';
import { maskRowsOf, seedRowsOf } from '../../src/demos/lime-steps/tables.ts';
import {
  maskWords,
  placeOf,
  seedWords,
  strongestSegment,
  summary,
} from '../../src/demos/lime-steps/words.ts';
import { mnistSpecimens, publishedMnist, type MnistSpecimens } from './mnistSpecimens.ts';

describe('the numbers of masks', () => {
  it('rise to what the study draws', () => {
    const { methods } = publishedMnist('gallery.json') as Gallery;
    const { settings } = methods.find(({ id }) => id === 'lime')!;
    expect(EVALUATIONS.at(-1)).toBe(settings['evaluations']);
    expect([...EVALUATIONS].sort((first, second) => first - second)).toEqual([...EVALUATIONS]);
  });
});

describe('the state in an address', () => {
  it('comes back as it was', () => {
    const states = fc.constantFrom(...EVALUATIONS).chain((evaluations) =>
      fc.record({
        evaluations: fc.constant(evaluations),
        position: fc.nat({ max: 29 }),
        seed: fc.nat({ max: MOST_SEEDS - 1 }),
        mask: fc.nat({ max: evaluations - 1 }),
      }),
    );
    fc.assert(
      fc.property(states, (state) => {
        expect(stateOfText(textOfState(state), 30)).toEqual(state);
      }),
    );
  });

  it('is refused where it is none', () => {
    for (const text of ['', '1~100~0', '30~100~0~0', '1~99~0~0', '1~100~1000~0', '1~100~0~100'])
      expect(stateOfText(text, 30), text).toBeUndefined();
  });
});

describe('the plots', () => {
  it('have a dot for every mask and a bar for every seed', () => {
    const values = Float32Array.of(1, 2, 3);
    expect(scatterOf(values, values, 2).match(/h0/g)).toHaveLength(3);
    const heights = [...histogramOf([1, 1, 2], 1.5).matchAll(/height="([\d.]+)"/g)].map(
      ([, height]) => Number(height),
    );
    expect(heights.filter((height) => height > 0)).toEqual([80, 40]);
  });

  it('are drawn of equal values too', () => {
    const equal = Float32Array.of(2, 2);
    expect(scatterOf(equal, equal, 0) + histogramOf([], 2)).not.toMatch(/NaN|Infinity/);
  });
});

describe('the tables', () => {
  const cellsOf = (rows: string) =>
    rows
      .split('</tr>')
      .slice(0, -1)
      .map((row) => [...row.matchAll(/>([^<>]+)</g)].map(([, text]) => text));

  it('tell of every mask what the scatter plot does, and how it counts', () => {
    const rows = maskRowsOf({
      masks: Uint8Array.of(1, 1, 0, 1),
      coefficients: new Float32Array(2),
      weights: Float32Array.of(1, 0.25),
      values: Float32Array.of(3, -1),
      fitted: Float32Array.of(2.5, -0.5),
    });
    expect(cellsOf(rows)).toEqual([
      ['1', '2', '1.00', '3.00', '2.50'],
      ['2', '1', '0.25', '−1.00', '−0.50'],
    ]);
  });

  it('tell of every seed what it made of the strongest cell', () => {
    expect(cellsOf(seedRowsOf([1.5, 2], 2021))).toEqual([
      ['2021', '1.50'],
      ['2022', '2.00'],
    ]);
  });
});

describe('the steps of LIME', () => {
  let specimens: MnistSpecimens;

  beforeAll(async () => {
    specimens = await mnistSpecimens();
  });

  function question(position: number, evaluations: number) {
    const { gallery, images, settingsOf } = specimens;
    const { cell, fill } = settingsOf('lime') as Record<string, number>;
    return {
      network: '',
      image: images[position]!,
      segments: {
        cell: cell!,
        fill: fill!,
        evaluations,
        seed: gallery.header.seed,
        index: gallery.images[position]!.index,
      },
    };
  }

  it('end in the map and the R² that the study published', () => {
    const { network, gallery, maps, settingsOf } = specimens;
    const evaluations = Number(settingsOf('lime')['evaluations']);
    const published = gallery.methods.find(({ id }) => id === 'lime')!.maps;
    for (const position of [0, 9, 21]) {
      const steps = limeSteps(network, { kind: 'lime-steps', ...question(position, evaluations) });
      expect(steps.target).toBe(gallery.images[position]!.predicted);
      expect(Math.abs(steps.r2 - published[position]!.surrogateR2!)).toBeLessThan(1e-4);
      const expected = maps['lime']![position]!;
      const scale = Math.max(...expected.map(Math.abs));
      steps.labels.forEach((segment, pixel) => {
        const difference = Math.abs(steps.coefficients[segment]! - expected[pixel]!) / scale;
        expect(difference).toBeLessThan(1e-4);
      });
    }
  });

  it('fit what they say they fit: the R² is that of the weighted residuals', () => {
    const steps = limeSteps(specimens.network, { kind: 'lime-steps', ...question(3, 200) });
    const { values, fitted, weights, r2, masks, coefficients } = steps;
    expect(values.length).toBe(200);
    expect(masks.subarray(0, coefficients.length).every((member) => member === 1)).toBe(true);
    expect(weights[0]).toBe(1);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const mean = weights.reduce((sum, weight, mask) => sum + weight * values[mask]!, 0) / total;
    const squares = (of: (mask: number) => number) =>
      weights.reduce((sum, weight, mask) => sum + weight * of(mask) ** 2, 0);
    const left = squares((mask) => values[mask]! - fitted[mask]!);
    expect(1 - left / squares((mask) => values[mask]! - mean)).toBeCloseTo(r2, 4);
  });

  it('come out otherwise under other seeds, and the same under the same', () => {
    const { network } = specimens;
    const asked = question(5, 60);
    const { seed } = asked.segments;
    const steps = limeSteps(network, { kind: 'lime-steps', ...asked });
    const { coefficients } = limeSeeds(network, {
      kind: 'lime-seeds',
      ...asked,
      target: steps.target,
      seeds: [seed, seed + 1],
    });
    const segments = steps.coefficients.length;
    expect(coefficients.slice(0, segments)).toEqual(steps.coefficients);
    expect(coefficients.slice(segments)).not.toEqual(steps.coefficients);
  });

  it('are told in words', () => {
    const steps = limeSteps(specimens.network, { kind: 'lime-steps', ...question(9, 60) });
    const names = [...'0123456789'];
    expect(summary(steps, names)).toMatch(
      /^LIME fitted 49 coefficients for class 3 from 60 masks, with an R² of 0\.\d{3}\. The strongest speaks for it, in row \d, column \d, with \d/,
    );
    expect(maskWords(steps, 0)).toMatch(
      /^Mask 1 of 60 shows 49 of 49 cells; its weight is 1\.00\. The network says 12\.24/,
    );
    expect(placeOf(48, 49)).toBe('row 7, column 7');
    expect(strongestSegment(Float32Array.of(1, -3, 2))).toBe(1);
    expect(seedWords([1, 3], 'row 1, column 1')).toMatch(/2\.00 on average, .* of 1\.41\.$/);
  });
});
