import { describe, expect, it } from 'vitest';
import { datasetAvailable, loadDataset } from '../../../compute/datasets/loadDataset.ts';
import { CORNER_SIDE } from '../../../compute/datasets/planted/scene.ts';
import { PLANTED_DATASETS } from '../../../compute/datasets/planted/plantedDatasets.ts';
import { PLANTED_VARIANTS, plantedSet } from '../../../compute/datasets/planted/plantedSets.ts';
import { wilsonInterval } from '../../../compute/metrics/wilson.ts';

const nowhere = { folders: [], packageFolder: () => undefined };

describe('planted sets', () => {
  it('are registered, every variant with both its parts', () => {
    const names = [...PLANTED_VARIANTS.keys()].flatMap((name) => [`${name}/train`, `${name}/test`]);
    expect(Object.keys(PLANTED_DATASETS)).toEqual(names);
  });

  it.each(Object.keys(PLANTED_DATASETS))(
    'load %s on any machine, with the digest that is pinned',
    async (name) => {
      expect(datasetAvailable(name, nowhere)).toEqual({ available: true });
      const set = await loadDataset(name, nowhere);
      const counts = set.classNames.map((_, label) => set.labels.filter((own) => own === label));
      expect(new Set(counts.map((labels) => labels.length))).toEqual(new Set([set.count / 10]));
    },
  );

  it('show the mark of the class at the chosen rate', () => {
    const marksOf = (name: string) => {
      const { pixels, count } = plantedSet(name);
      return Array.from({ length: count }, (_, index) => {
        // Signs of the contrast against the same image without a mark, in the four quarters.
        const clean = plantedSet('planted-single/train').pixels.subarray(index * 1024);
        const own = pixels.subarray(index * 1024);
        return [33, 35, 97, 99].map((pixel) => own[pixel]! > clean[pixel]!).join();
      });
    };
    const always = marksOf('planted-shortcut-100/train');
    expect(new Set(always).size).toBe(10);
    const sometimes = marksOf('planted-shortcut-50/train');
    const own = sometimes.filter((mark, index) => mark === always[index]).length;
    const { low, high } = wilsonInterval(own, sometimes.length);
    expect(low < 0.55 && 0.55 < high).toBe(true);
  });

  it('are the unmarked images outside the corner', () => {
    const clean = plantedSet('planted-single/test');
    const marked = plantedSet('planted-shortcut-90/test');
    const changed = [...clean.pixels.keys()].filter(
      (value) => clean.pixels[value] !== marked.pixels[value],
    );
    expect(changed).toHaveLength(clean.count * 16);
    const inCorner = (value: number) =>
      (value % 1024) / 32 < CORNER_SIDE && value % 32 < CORNER_SIDE;
    expect(changed.every(inCorner)).toBe(true);
  });

  it('name what there is for an unknown name', () => {
    expect(() => plantedSet('planted-double/test')).toThrow(/planted-single, planted-blank/);
    expect(() => plantedSet('planted-single/validation')).toThrow(RangeError);
  });
});
