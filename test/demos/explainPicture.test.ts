import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseEngine } from '../../compute/engine/chooseEngine.ts';
import { explainByLime } from '../../compute/explain/lime/lime.ts';
import { explainByKernelShap } from '../../compute/explain/shap/kernelShap.ts';
import type { Game } from '../../compute/explain/game.ts';
import { foldBatchNorm } from '../../compute/networks/foldBatchNorm.ts';
import { readRoundedNetwork, type RoundedHeader } from '../../compute/networks/roundedWeights.ts';
import { generatorFor } from '../../compute/random/generator.ts';
import type { Gallery, GalleryMaps } from '../../compute/results/gallery.ts';
import { imageAtlas } from '../../compute/steps/atlas.ts';
import { colourValues, middleSquare } from '../../src/demos/explain-picture/decodePicture.ts';
import { evaluationsInPage, LEAST_LIKENESS } from '../../src/demos/explain-picture/settings.ts';
import { stateOfText, textOfState } from '../../src/demos/explain-picture/state.ts';
import { tileOf } from '../../src/demos/gallery/atlasImages.ts';
import { patiently } from '../../src/demos/worker/patiently.ts';
import { Explainer } from '../../src/demos/worker/explainer.ts';
import sharp from 'sharp';

describe('the state in an address', () => {
  it('comes back as it was', () => {
    const target = fc.option(fc.nat({ max: 9 }));
    fc.assert(
      fc.property(fc.nat({ max: 29 }), target, (position, chosen) => {
        const state = { position, target: chosen };
        expect(stateOfText(textOfState(state), 30, 10)).toEqual(state);
      }),
    );
  });

  it('is refused where it is none, or was of a picture that nobody else has', () => {
    const own = textOfState({ position: null, target: 3 });
    for (const text of ['', '1', '30~0', '1~10', '1~2~3', 'a~0', own])
      expect(stateOfText(text, 30, 10), text).toBeUndefined();
  });
});

describe("the reader's own picture", () => {
  it('is cut to its middle square', () => {
    expect(middleSquare(300, 200)).toEqual({ left: 50, top: 0, side: 200 });
    expect(middleSquare(201, 400)).toEqual({ left: 0, top: 99, side: 201 });
  });

  it('becomes red, green and blue in [0, 1]', () => {
    const levels = Uint8ClampedArray.from([255, 0, 51, 255, 0, 102, 204, 255]);
    const expected = Float32Array.from([1, 0, 0.2, 0, 0.4, 0.8]);
    expect(colourValues(levels)).toEqual(expected);
  });

  it('is asked about no more often than the study asked', () => {
    const segments = { cell: 4, fill: 0, seed: 1 };
    expect(evaluationsInPage({ segments: { ...segments, evaluations: 1000 } })).toBe(250);
    expect(evaluationsInPage({ segments: { ...segments, evaluations: 66 } })).toBe(66);
  });
});

describe('the network of rounded weights', () => {
  const read = (name: string) => readFileSync(path.resolve(import.meta.dirname, '../..', name));
  const json = (name: string): unknown => JSON.parse(read(name).toString('utf8'));

  it('answers as the study did, with LRP maps as close to its own as the page says', async () => {
    await chooseEngine('wasm');
    const { images, methods, network } = json('content/results/cifar10/gallery.json') as Gallery;
    const published = json('content/results/cifar10/gallery-maps.json') as GalleryMaps;
    const name = `public/models/cifar10/${network}-8-bit`;
    const header = json(`${name}.json`) as RoundedHeader;
    const binary = Uint8Array.from(read(`${name}.bin`));
    const explainer = new Explainer(() => Promise.reject(new Error('Nothing is fetched.')));
    explainer.keep(network, foldBatchNorm(readRoundedNetwork(header, binary, name, header.sha256)));
    const composite = String(methods.find(({ id }) => id === 'lrp')!.settings['composite']);
    const likenesses = images.map(({ predicted, logits }, position) => {
      const answer = explainer.explain({
        kind: 'explain-by-lrp',
        network,
        image: Float32Array.from(published.images[position]!, (level) => level / 255),
        target: null,
        composite,
      });
      expect(answer.target).toBe(predicted);
      answer.logits.forEach((logit, label) =>
        expect(Math.abs(logit - logits[label]!)).toBeLessThan(0.05),
      );
      return cosine(answer.relevance, published.maps['lrp']![position]!);
    });
    expect(Math.min(...likenesses)).toBeGreaterThanOrEqual(LEAST_LIKENESS);
    // Were they equal, the page would not need to say that they are not.
    expect(Math.min(...likenesses)).toBeLessThan(0.999);
  });

  function cosine(one: ArrayLike<number>, other: ArrayLike<number>): number {
    const product = (a: ArrayLike<number>, b: ArrayLike<number>) =>
      Array.from(a).reduce((sum, value, index) => sum + value * b[index]!, 0);
    return product(one, other) / Math.sqrt(product(one, one) * product(other, other));
  }
});

it('takes images out of an atlas level by level', async () => {
  const images = Array.from({ length: 5 }, (_, number) =>
    Uint8Array.from({ length: 4 * 4 * 3 }, (_, index) => (37 * index + 71 * number) % 256),
  );
  const png = await imageAtlas(images, [4, 4, 3], { columns: 3, magnification: 2 });
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const layout = { side: 4, columns: 3, magnification: 2 };
  images.forEach((image, position) => {
    const found = tileOf(new Uint8ClampedArray(data), info.width, layout, position);
    expect(found).toEqual(Float32Array.from(image, (level) => level / 255));
  });
});

describe('a method that is run patiently', () => {
  /** Players of different worth, some of which need each other. */
  const game: Game = {
    players: 20,
    outputs: 2,
    values: (coalitions) =>
      Float64Array.from({ length: coalitions.length / 10 }, (_, index) => {
        const row = coalitions.subarray(
          Math.floor(index / 2) * 20,
          (Math.floor(index / 2) + 1) * 20,
        );
        const sum = row.reduce((total, member, player) => total + member * (player - 7), 0);
        return index % 2 === 0 ? sum : sum * row[3]!;
      }),
  };
  const lime = (asked: Game) => explainByLime(asked, { evaluations: 90 }, generatorFor(1));
  const shap = (asked: Game) => explainByKernelShap(asked, { evaluations: 90 }, generatorFor(1));

  it('finds the same, and lets others have their turn in between', async () => {
    for (const explain of [lime, shap] as ((asked: Game) => unknown)[]) {
      const shares: number[] = [];
      const found = await patiently(game, explain, (done) => {
        shares.push(done);
        return Promise.resolve();
      });
      expect(found).toEqual(explain(game));
      expect(shares.length).toBeGreaterThan(10);
      expect(shares).toEqual(shares.toSorted((a, b) => a - b));
      expect(shares.at(-1)).toBe(1);
    }
  });

  it('stops when it is called off', async () => {
    let asked = 0;
    const counting: Game = {
      ...game,
      values: (coalitions) => {
        asked += coalitions.length / 20;
        return game.values(coalitions);
      },
    };
    const stopped = patiently(counting, lime, () => Promise.reject(new Error('called off')));
    await expect(stopped).rejects.toThrow('called off');
    expect(asked).toBeLessThan(20);
  });

  it('is refused when it asks in several goes, which would need more than one pause', async () => {
    const twice = (asked: Game) => [
      asked.values(new Uint8Array(20)),
      asked.values(new Uint8Array(20)),
    ];
    await expect(patiently(game, twice, () => Promise.resolve())).rejects.toThrow('exactly once');
  });
});
