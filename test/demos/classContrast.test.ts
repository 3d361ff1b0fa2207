import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { opponents } from '../../compute/explain/contrast/opponents.ts';
import type { ContrastsMaps } from '../../compute/results/contrasts.ts';
import { contrastByLrp } from '../../src/demos/class-contrast/answer.ts';
import { contrastByKernelShap } from '../../src/demos/class-contrast/segmentAnswer.ts';
import { stateOfText, textOfState } from '../../src/demos/class-contrast/state.ts';
import { contrastMaps, sumOf, summary } from '../../src/demos/class-contrast/view.ts';
import { mnistSpecimens, publishedMnist, type MnistSpecimens } from './mnistSpecimens.ts';

const orNothing = (end: number) => fc.option(fc.nat({ max: end - 1 }), { nil: null });

describe('the two classes of a contrast', () => {
  it('are the likeliest two unless others are asked for, and never the same', () => {
    const logits = [1, 5, 3, 4];
    expect(opponents(logits, null, null)).toEqual([1, 3]);
    expect(opponents(logits, 0, null)).toEqual([0, 1]);
    expect(opponents(logits, null, 1)).toEqual([1, 3]);
    expect(opponents(logits, 2, 0)).toEqual([2, 0]);
  });
});

describe('the state in an address', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(orNothing(30), orNothing(10), orNothing(10), (position, first, second) => {
        const state = { position, first, second };
        expect(stateOfText(textOfState(state), 30, 10)).toEqual(state);
      }),
    );
  });

  it('is refused where it is none', () => {
    for (const text of ['', '1', '1~2', '1~2~3~4', '30~1~2', '1~10~2', '1~2~10', '-1~2~3', 'a~b~c'])
      expect(stateOfText(text, 30, 10), text).toBeUndefined();
  });
});

describe('the maps of a contrast', () => {
  let specimens: MnistSpecimens;

  beforeAll(async () => {
    specimens = await mnistSpecimens();
  });

  it('are those that the study published, for the predicted class and against the runner-up', () => {
    const contrasts = (publishedMnist('contrasts-maps.json') as ContrastsMaps).maps;
    const { network, gallery, images, maps, settingsOf } = specimens;
    for (const [position, { index, predicted, logits }] of gallery.images.entries()) {
      const asked = { network: '', image: images[position]! };
      const answer = contrastByLrp(network, {
        ...asked,
        kind: 'contrast-by-lrp',
        first: null,
        second: null,
        composite: String(settingsOf('lrp')['composite']),
      });
      expect(answer.first).toBe(predicted);
      expect(answer.second).toBe(opponents(logits, null, null)[1]);
      expectMap(answer.maps[0], maps['lrp']![position]!, 1e-5);
      expectMap(contrastMaps(answer.maps).maps.difference, contrasts['lrp']![position]!, 1e-5);
      if (position % 10 !== 9) continue;
      const { cell, fill, evaluations } = settingsOf('kernel-shap') as Record<string, number>;
      const seed = gallery.header.seed;
      const bySegments = contrastByKernelShap(network, {
        ...asked,
        kind: 'contrast-by-kernel-shap',
        first: answer.first,
        second: answer.second,
        segments: { cell: cell!, fill: fill!, evaluations: evaluations!, seed, index },
      });
      expectMap(bySegments.maps[0], maps['kernel-shap']![position]!, 1e-4);
      expectMap(
        contrastMaps(bySegments.maps).maps.difference,
        contrasts['kernel-shap']![position]!,
        1e-4,
      );
    }
  });

  it('differ by the map of the difference, on one scale', () => {
    const { network, images } = specimens;
    const { maps, logits, first, second } = contrastByLrp(network, {
      kind: 'contrast-by-lrp',
      network: '',
      image: images[9]!,
      first: 3,
      second: 8,
      composite: 'zero',
    });
    const shown = contrastMaps(maps);
    expect([first, second]).toEqual([3, 8]);
    expect(sumOf(shown.maps.difference)).toBeCloseTo(sumOf(maps[0]) - sumOf(maps[1]), 3);
    expect(shown.scale).toBe(
      Math.max(...Object.values(shown.maps).flatMap((map) => [...map].map(Math.abs))),
    );
    expect(summary(logits, [3, 8], [...'0123456789'], shown.maps.difference)).toMatch(
      /^The network says 3, .* The logit of 3 is 13\.\d+ ahead of that of 8\./,
    );
  });
});

/** Largest difference, relative to the largest relevance. */
function expectMap(found: Float32Array, expected: readonly number[], tolerance: number): void {
  const scale = Math.max(...expected.map(Math.abs));
  const worst = Math.max(
    ...expected.map((value, pixel) => Math.abs(value - found[pixel]!) / scale),
  );
  expect(worst).toBeLessThan(tolerance);
}
