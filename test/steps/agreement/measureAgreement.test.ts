import { describe, expect, it } from 'vitest';
import { generatorFor } from '../../../compute/random/generator.ts';
import { agreementSchema, type Agreement } from '../../../compute/results/agreement.ts';
import { measureAgreement } from '../../../compute/steps/agreement/measureAgreement.ts';
import { brightPixelImages, MemoryInputs, parseJson, runStep } from '../memoryInputs.ts';

const IMAGES = 6;
const row = (id: string) => ({ kind: 'method', id, title: id, maps: `explain-${id}` });
const parameters = {
  network: 'halves',
  dataset: 'bright/test',
  images: IMAGES,
  bootstrapResamples: 100,
  rows: [
    row('one'),
    row('same'),
    row('turned'),
    { kind: 'control', id: 'random', title: 'Random' },
  ],
};

async function measure(changed: object = {}): Promise<Agreement> {
  const inputs = new MemoryInputs(brightPixelImages(IMAGES));
  const draw = generatorFor(1, 'maps');
  const one = Float32Array.from({ length: IMAGES * 64 }, () => draw.normal());
  inputs.addMapScores('explain-one', IMAGES, one);
  inputs.addMapScores(
    'explain-same',
    IMAGES,
    one.map((value) => 3 * value),
  );
  inputs.addMapScores(
    'explain-turned',
    IMAGES,
    one.map((value) => -value),
  );
  const outputs = await runStep(measureAgreement, { ...parameters, ...changed }, inputs);
  return agreementSchema.parse(parseJson(outputs, 'agreement.json'));
}

const valueOf = ({ columns, pairs }: Agreement, pair: string, id: string, share: number | null) => {
  const own = pairs.find(({ first, second }) => `${first} ${second}` === pair)!;
  return own.means[columns.findIndex((column) => column.id === id && column.share === share)]!;
};

describe('agreement', () => {
  it('has a column for each metric of the top and share, and one for each of all pixels', async () => {
    const { columns, pairs } = await measure();
    expect(columns.length).toBe(4 * 3 + 2);
    expect(pairs.length).toBe(6);
    for (const { means, low, high } of pairs) {
      means.forEach((mean, column) => {
        expect(low[column]!).toBeLessThanOrEqual(mean);
        expect(high[column]!).toBeGreaterThanOrEqual(mean);
      });
      expect([means.length, low.length, high.length]).toEqual([14, 14, 14]);
    }
  });

  it('is full between maps that differ in scale alone', async () => {
    const { pairs } = await measure();
    for (const mean of pairs[0]!.means) expect(mean).toBeCloseTo(1, 5);
    expect(pairs[0]!.least).toEqual({ image: 0, value: 1 });
  });

  it('is full in size and none in sign between opposite maps', async () => {
    const found = await measure();
    const of = (id: string, share: number | null) => valueOf(found, 'one turned', id, share);
    expect(of('feature-agreement', 0.1)).toBe(1);
    expect(of('rank-agreement', 0.2)).toBe(1);
    expect(of('sign-agreement', 0.1)).toBe(0);
    expect(of('signed-rank-agreement', 0.05)).toBe(0);
    expect(of('rank-correlation', null)).toBeCloseTo(1, 5);
  });

  it('is near chance between a map and random pixels', async () => {
    const found = await measure();
    const of = (id: string, share: number | null) => valueOf(found, 'one random', id, share);
    expect(Math.abs(of('feature-agreement', 0.2) - 0.2)).toBeLessThan(0.15);
    expect(Math.abs(of('rank-correlation', null))).toBeLessThan(0.25);
    expect(Math.abs(of('pairwise-rank-agreement', null) - 0.5)).toBeLessThan(0.1);
    const { least } = found.pairs.find(({ second }) => second === 'random')!;
    expect(least.value).toBeLessThanOrEqual(of('feature-agreement', 0.2));
  });

  it('does not depend on the size of blocks', async () => {
    expect(await measure({ blockSize: 1 })).toEqual(await measure({ blockSize: 4 }));
  });
});
