import fc from 'fast-check';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomiseLayers } from '../../src/demos/random-layers/answer.ts';
import type { RandomLayersAnswer } from '../../src/demos/random-layers/question.ts';
import { MOST_DRAWS, stateOfText, textOfState } from '../../src/demos/random-layers/state.ts';
import { stageTitles, summary } from '../../src/demos/random-layers/words.ts';
import { mnistSpecimens, type MnistSpecimens } from './mnistSpecimens.ts';

describe('the state in an address', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(fc.nat({ max: 29 }), fc.nat({ max: MOST_DRAWS - 1 }), (position, draw) => {
        const state = { position, draw };
        expect(stateOfText(textOfState(state), 30)).toEqual(state);
      }),
    );
  });

  it('is refused where it is none', () => {
    for (const text of ['', '1', '30~0', '1~1000', '1~2~3', 'a~0'])
      expect(stateOfText(text, 30), text).toBeUndefined();
  });
});

describe('a network whose layers are drawn anew', () => {
  let specimens: MnistSpecimens;

  beforeAll(async () => {
    specimens = await mnistSpecimens();
  });

  function randomise(draw: number): RandomLayersAnswer {
    const { network, gallery, images } = specimens;
    return randomiseLayers(network, {
      kind: 'random-layers',
      network: '',
      image: images[9]!,
      composites: ['epsilonGammaBox', 'epsilonPlus'],
      segments: {
        cell: 4,
        fill: 0,
        evaluations: 100,
        seed: gallery.header.seed,
        index: gallery.images[9]!.index,
      },
      draw,
    });
  }

  it('starts from the maps that the study published', () => {
    const { gallery, maps: published } = specimens;
    const { maps, target, layers, similarities } = randomise(0);
    expect(target).toBe(gallery.images[9]!.predicted);
    expect(layers).toEqual(['dense', 'conv2d', 'conv2d']);
    expect(maps.map((row) => row.length)).toEqual([4, 4, 4]);
    expect(similarities.map((row) => row.length)).toEqual([3, 3, 3]);
    const expected = published['lrp']![9]!;
    const scale = Math.max(...expected.map(Math.abs));
    maps[0]![0]!.forEach((value, pixel) =>
      expect(Math.abs(value - expected[pixel]!) / scale).toBeLessThan(1e-5),
    );
  });

  it('draws the same weights for the same draw, and leaves the learned ones and no tensor behind', () => {
    const before = tf.memory().numTensors;
    const [first, again, other] = [randomise(0), randomise(0), randomise(1)];
    expect(tf.memory().numTensors).toBe(before);
    expect(again.maps).toEqual(first.maps);
    expect(other.maps[0]![0]).toEqual(first.maps[0]![0]);
    expect(other.maps[0]![1]).not.toEqual(first.maps[0]![1]);
    for (const row of first.similarities)
      for (const similarity of row) expect(Math.abs(similarity)).toBeLessThan(1);
  });

  it('is told in words', () => {
    expect(stageTitles(['dense', 'conv2d'])).toEqual(['as learned', 'dense random', '+ conv.']);
    expect(stageTitles(['dense', 'conv2d', 'conv2d'])).toEqual([
      'as learned',
      'dense random',
      '+ conv. 2',
      '+ conv. 1',
    ]);
    const told = { target: 3, layers: ['dense'], similarities: [[0.9], [0.1]] };
    expect(summary(told, ['A', 'B'], [...'0123456789'])).toBe(
      'Maps for 3. With all 1 layers random, the map most like that of the network as learned is that ' +
        'of A (0.90), the one least like it that of B (0.10).',
    );
  });
});
