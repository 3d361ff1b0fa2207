import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { degradeImages } from '../../src/demos/share-kept/answer.ts';
import { predictionsOf, recognised } from '../../src/demos/share-kept/curve.ts';
import { curvesOf } from '../../src/demos/share-kept/plot.ts';
import {
  FILL_IDS,
  KEEP_IDS,
  type DegradeQuestion,
  type FillId,
} from '../../src/demos/share-kept/question.ts';
import {
  curveKey,
  RANKER_IDS,
  stateOfText,
  STEPS,
  textOfState,
} from '../../src/demos/share-kept/state.ts';
import { summary } from '../../src/demos/share-kept/words.ts';
import { paintCells } from '../../src/demos/gallery/galleryScores.ts';
import { cellScores } from '../../src/results/galleryScores.ts';
import { mnistSpecimens, type MnistSpecimens } from './mnistSpecimens.ts';

describe('the state in an address', () => {
  const states = fc.record({
    position: fc.nat({ max: 29 }),
    ranker: fc.constantFrom(...RANKER_IDS),
    fill: fc.constantFrom(...FILL_IDS),
    keep: fc.constantFrom(...KEEP_IDS),
    step: fc.nat({ max: STEPS }),
  });

  it('comes back as it was', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(stateOfText(textOfState(state), 30)).toEqual(state);
      }),
    );
  });

  it('is refused where it is none', () => {
    for (const text of [
      '',
      '1~lrp~zero~most',
      '30~lrp~zero~most~4',
      '1~lrp~zero~most~21',
      '1~occlusion~zero~most~4',
      '1~lrp~white~most~4',
      '1~lrp~zero~all~4',
    ])
      expect(stateOfText(text, 30), text).toBeUndefined();
  });
});

describe('a curve', () => {
  it('counts the images recognised at each point', () => {
    // Two images, two points, three classes.
    const logits = Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1);
    expect([...predictionsOf(logits, 3)]).toEqual([0, 1, 2, 2]);
    expect(recognised(logits, [1, 2], 3)).toEqual([1, 2]);
  });

  it('is drawn with the chosen ranking standing out', () => {
    const counts = Array.from({ length: STEPS + 1 }, (_, step) => step);
    const drawn = curvesOf(
      new Map([
        ['lrp', counts],
        ['random', counts],
      ]),
      30,
      'lrp',
      4,
    );
    expect(drawn.match(/class="ranking/g)).toHaveLength(2);
    expect(drawn.match(/chosen-line/g)).toHaveLength(1);
  });
});

describe('the scores of cells', () => {
  it('are painted back to the maps that they came from', () => {
    const map = paintCells([1, 2, 3, 4], 4, 2);
    expect([...map]).toEqual([1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4]);
    const shape = [4, 4, 1];
    expect(cellScores({ shape, maps: { lime: [[...map]] } }, 'lime', 2)).toEqual([[1, 2, 3, 4]]);
  });
});

describe('degraded images', () => {
  let specimens: MnistSpecimens;

  beforeAll(async () => {
    specimens = await mnistSpecimens();
  });

  function question(places: readonly number[], fill: FillId): DegradeQuestion {
    const { images, gallery } = specimens;
    return {
      kind: 'degrade-images',
      network: '',
      images: places.map((place) => images[place]!),
      indices: places.map((place) => gallery.images[place]!.index),
      seed: gallery.header.seed,
      ranking: { kind: 'control', id: 'intensity' },
      fill,
      keep: 'most',
      steps: STEPS,
    };
  }

  it('run from the fill alone to the whole image, whose logits are published', () => {
    const { network, images, gallery } = specimens;
    for (const fill of FILL_IDS) {
      const { logits, shown } = degradeImages(network, question([9], fill));
      expect(shown.length).toBe((STEPS + 1) * 784);
      expect(shown.slice(STEPS * 784)).toEqual(images[9]);
      logits
        .slice(STEPS * 10)
        .forEach((logit, label) => expect(logit).toBeCloseTo(gallery.images[9]!.logits[label]!, 3));
      const none = [...shown.subarray(0, 784)];
      if (fill === 'zero') expect(none.every((value) => value === 0)).toBe(true);
      if (fill === 'mean') expect(new Set(none).size).toBe(1);
      if (fill === 'salt-and-pepper') expect(new Set(none)).toEqual(new Set([0, 1]));
    }
  });

  it('keep the pixels that rank highest, or lowest', () => {
    const { network, images } = specimens;
    const kept = (keep: 'most' | 'least') => {
      const { shown } = degradeImages(network, { ...question([9], 'zero'), keep });
      const some = shown.subarray(2 * 784, 3 * 784);
      return some.reduce((sum, value) => sum + value, 0);
    };
    const brightest = [...images[9]!].sort((a, b) => b - a).slice(0, Math.round(0.1 * 784));
    expect(kept('most')).toBeCloseTo(
      brightest.reduce((sum, value) => sum + value, 0),
      3,
    );
    expect(kept('least')).toBe(0);
  });

  it('do not depend on which others are degraded with them', () => {
    const { network } = specimens;
    const lrp = { kind: 'lrp', composite: 'epsilonGammaBox' } as const;
    const alone = degradeImages(network, { ...question([4], 'salt-and-pepper'), ranking: lrp });
    const together = degradeImages(network, {
      ...question([0, 4], 'salt-and-pepper'),
      ranking: lrp,
    });
    const own = together.logits.slice(alone.logits.length);
    const scale = Math.max(...alone.logits.map(Math.abs));
    alone.logits.forEach((logit, index) =>
      expect(Math.abs(logit - own[index]!) / scale).toBeLessThan(1e-5),
    );
  });

  it('are told in words', () => {
    const state = { position: 9, ranker: 'lrp', fill: 'zero', keep: 'most', step: 4 } as const;
    const counted = { recognised: 12, images: 30 };
    expect(summary(state, [0.2, 0.8], ['a', 'b'], 0, counted)).toBe(
      'With the 20\u202f% of the pixels that are most relevant by LRP, and black for the rest, the ' +
        'network says b, 80.0\u202f%, but the class is a. Of 30 images it recognises 12.',
    );
    expect(curveKey(state, 'lime')).toBe('lime~zero~most');
  });
});
