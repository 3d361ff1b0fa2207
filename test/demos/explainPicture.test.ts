import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseEngine } from '../../compute/engine/chooseEngine.ts';
import { explainByLime } from '../../compute/explain/lime/lime.ts';
import { explainByKernelShap } from '../../compute/explain/shap/kernelShap.ts';
import type { Game } from '../../compute/explain/game.ts';
import { smallCifar10 } from '../../compute/networks/architectures/cifar10.ts';
import { foldBatchNorm } from '../../compute/networks/foldBatchNorm.ts';
import { readRoundedNetwork, type RoundedHeader } from '../../compute/networks/roundedWeights.ts';
import { generatorFor } from '../../compute/random/generator.ts';
import type { Gallery, GalleryMaps } from '../../compute/results/gallery.ts';
import { colourValues, middleSquare } from '../../src/demos/explain-picture/decodePicture.ts';
import { evaluationsInPage, LEAST_LIKENESS } from '../../src/demos/explain-picture/settings.ts';
import { NETWORK_IDS, stateOfText, textOfState } from '../../src/demos/explain-picture/state.ts';
import { patiently } from '../../src/demos/worker/patiently.ts';
import { Explainer } from '../../src/demos/worker/explainer.ts';
import { roundedModel, roundedWeights, SMALL_NETWORK } from '../../src/results/pictureStudy.ts';

describe('the state in an address', () => {
  it('comes back as it was', () => {
    const states = fc.record({
      position: fc.nat({ max: 29 }),
      target: fc.option(fc.nat({ max: 9 })),
      network: fc.constantFrom(...NETWORK_IDS),
    });
    fc.assert(
      fc.property(states, (state) => {
        expect(stateOfText(textOfState(state), 30, 10)).toEqual(state);
      }),
    );
  });

  it('is refused where it is none, or was of a picture that nobody else has', () => {
    const own = textOfState({ position: null, target: 3, network: 'study' });
    for (const text of ['', '1', '30~0', '1~10', '1~2~3', '1~2~small', 'a~0', own])
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

  it('is asked about no more often than the study asked, by the slow network not as often', () => {
    const asking = (evaluations: number) => ({
      segments: { cell: 4, fill: 0, seed: 1, evaluations },
    });
    expect(evaluationsInPage(asking(1000), 'study')).toBe(250);
    expect(evaluationsInPage(asking(66), 'study')).toBe(66);
    expect(evaluationsInPage(asking(1000), 'small')).toBe(1000);
  });
});

describe('the networks of rounded weights', () => {
  const read = (name: string) => readFileSync(path.resolve(import.meta.dirname, '../..', name));
  const json = (name: string): unknown => JSON.parse(read(name).toString('utf8'));
  const { images, methods, network } = json('content/results/cifar10/gallery.json') as Gallery;
  const published = json('content/results/cifar10/gallery-maps.json') as GalleryMaps;
  const composite = String(methods.find(({ id }) => id === 'lrp')!.settings['composite']);
  const explainer = new Explainer(() => Promise.reject(new Error('Nothing is fetched.')));

  beforeAll(async () => {
    await chooseEngine('wasm');
  });

  /** Has the explainer know a network by the name of its files. */
  function keep(name: string): RoundedHeader {
    const header = json(`public/models/${name}.json`) as RoundedHeader;
    const binary = Uint8Array.from(read(`public/models/${name}.bin`));
    explainer.keep(name, foldBatchNorm(readRoundedNetwork(header, binary, name, header.sha256)));
    return header;
  }

  const explained = (name: string, position: number) =>
    explainer.explain({
      kind: 'explain-by-lrp',
      network: name,
      image: Float32Array.from(published.images[position]!, (level) => level / 255),
      target: null,
      composite,
    });

  it('of the study: answers as it did, with LRP maps as close to its own as the page says', () => {
    const name = `cifar10/${network}-8-bit`;
    keep(name);
    const likenesses = images.map(({ predicted, logits }, position) => {
      const answer = explained(name, position);
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

  it('the small one: as large as its study says, and mostly right, with maps of its own', () => {
    const name = roundedModel(SMALL_NETWORK);
    const { bytes, architecture } = keep(name);
    expect(bytes).toBe(roundedWeights(SMALL_NETWORK)!.bytes);
    expect(architecture).toEqual(smallCifar10);
    const answers = images.map((_, position) => explained(name, position));
    const right = answers.filter(({ target }, position) => target === images[position]!.label);
    expect(right.length).toBeGreaterThan(0.7 * images.length);
    const likenesses = answers.map(({ relevance }, position) =>
      cosine(relevance, published.maps['lrp']![position]!),
    );
    // The page says that they are not those of the figures.
    expect(Math.max(...likenesses)).toBeLessThan(LEAST_LIKENESS);
  });

  function cosine(one: ArrayLike<number>, other: ArrayLike<number>): number {
    const product = (a: ArrayLike<number>, b: ArrayLike<number>) =>
      Array.from(a).reduce((sum, value, index) => sum + value * b[index]!, 0);
    return product(one, other) / Math.sqrt(product(one, one) * product(other, other));
  }
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
