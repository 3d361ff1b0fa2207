import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { CLASSES, drawPlantedImage, PART } from '../../compute/datasets/planted/plantedImage.ts';
import { chooseEngine } from '../../compute/engine/chooseEngine.ts';
import type { Gallery, GalleryMaps } from '../../compute/results/gallery.ts';
import { overlaps } from '../../src/demos/place-evidence/overlap.ts';
import {
  MOST_CONTRAST,
  placedImage,
  placeWithin,
  stateOfScene,
  stateOfText,
  textOfState,
} from '../../src/demos/place-evidence/state.ts';
import { Explainer } from '../../src/demos/worker/explainer.ts';
import { METHOD_IDS } from '../../src/demos/worker/messages.ts';

const anyState = fc.record({
  scene: fc.nat({ max: 999 }),
  label: fc.nat({ max: CLASSES - 1 }),
  top: fc.nat({ max: 24 }),
  left: fc.nat({ max: 24 }),
  contrast: fc.nat({ max: MOST_CONTRAST }),
});

const levelsOf = (image: Float32Array) =>
  Uint8Array.from(image, (value) => Math.round(255 * value));

describe('an image whose evidence is placed by hand', () => {
  it('is the image of the data set as long as nothing is moved', () => {
    fc.assert(
      fc.property(anyState, ({ scene, label }) => {
        const { image, mask } = placedImage(stateOfScene(scene, label));
        const drawn = drawPlantedImage({ kind: 'single' }, 'test', scene, label);
        expect(levelsOf(image)).toEqual(drawn.pixels);
        expect([...mask]).toEqual(
          Array.from(drawn.parts, (part) => Number(part === PART.evidence)),
        );
      }),
      { numRuns: 50, seed: 1 },
    );
  });

  it('is its twin outside of the evidence, and differs from the background by the contrast inside', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const { image, mask } = placedImage(state);
        const levels = levelsOf(image);
        const faint = levelsOf(placedImage({ ...state, contrast: 0 }).image);
        const { twin } = drawPlantedImage({ kind: 'single' }, 'test', state.scene, state.label);
        expect(mask.reduce((sum, marked) => sum + marked, 0)).toBe(64);
        levels.forEach((level, pixel) => {
          if (mask[pixel]) expect(Math.abs(level - faint[pixel]!)).toBe(state.contrast);
          else expect(level).toBe(twin[pixel]);
        });
      }),
      { numRuns: 30, seed: 2 },
    );
  });

  it('keeps the evidence inside', () => {
    expect([-3, 0, 11, 24, 40].map(placeWithin)).toEqual([0, 0, 11, 24, 24]);
  });
});

describe('the state in an address', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        expect(stateOfText(textOfState(state))).toEqual(state);
      }),
    );
  });

  it('is refused where it is none', () => {
    for (const text of [
      '',
      '1.2.3.4',
      '1.10.0.0.60',
      '1.2.25.0.60',
      '1.2.0.0.81',
      '1.2.x.0.60',
      '1.2.-1.0.6',
    ]) {
      expect(stateOfText(text), text).toBeUndefined();
    }
  });
});

describe('the overlap of a map with the evidence', () => {
  it('is whole for the evidence itself and none for its opposite', () => {
    const { mask } = placedImage(stateOfScene(3));
    expect(overlaps(Float32Array.from(mask), mask)).toEqual([1, 1, 1]);
    expect(
      overlaps(
        Float32Array.from(mask, (marked) => 1 - marked),
        mask,
      ),
    ).toEqual([0, 0, 0]);
  });
});

describe('the explanations of the worker', () => {
  const read = (name: string) => readFileSync(path.resolve(import.meta.dirname, '../..', name));
  const readPublic = (address: string) =>
    Promise.resolve(new Uint8Array(read(`public/${address}`)) as Uint8Array<ArrayBuffer>);
  const published = (name: string): unknown =>
    JSON.parse(read(`content/results/planted/${name}`).toString('utf8'));
  const gallery = published('specimens-single.json') as Gallery;
  const { maps } = published('specimens-single-maps.json') as GalleryMaps;
  const explainer = new Explainer(readPublic);
  const network = 'models/planted/single.json';

  beforeAll(async () => {
    await chooseEngine('wasm');
    const binary = 'models/planted/single.bin';
    await explainer.load({ kind: 'load', header: network, binary });
  });

  it('are those that the study published of the same images', async () => {
    const settingsOf = (id: string) => gallery.methods.find((method) => method.id === id)!.settings;
    const { cell, fill, evaluations } = settingsOf('lime') as Record<string, number>;
    for (const [position, { index, predicted, logits }] of gallery.images.entries()) {
      const answer = await explainer.explainByAll({
        kind: 'explain-by-all',
        network,
        image: placedImage(stateOfScene(index)).image,
        composite: String(settingsOf('lrp')['composite']),
        segments: {
          cell: cell!,
          fill: fill!,
          evaluations: evaluations!,
          seed: gallery.header.seed,
          index,
        },
      });
      expect(answer.target).toBe(predicted);
      answer.logits.forEach((logit, label) => expect(logit).toBeCloseTo(logits[label]!, 3));
      for (const method of METHOD_IDS) {
        const expected = maps[method]![position]!;
        const scale = Math.max(...expected.map(Math.abs));
        answer.maps[method].forEach((value, pixel) => {
          expect(Math.abs(value - expected[pixel]!) / scale).toBeLessThan(
            method === 'lrp' ? 1e-5 : 1e-4,
          );
        });
      }
    }
  });
});
