import { describe, expect, it } from 'vitest';
import { PART } from '../../../compute/datasets/planted/plantedImage.ts';
import { localisationSchema } from '../../../compute/results/planted/localisation.ts';
import { evidenceMaps } from '../../../compute/steps/planted/evidenceMaps.ts';
import { localise } from '../../../compute/steps/planted/localise.ts';
import { parseJson, runStep } from '../memoryInputs.ts';
import { onPart, PlantedInputs } from './plantedInputs.ts';

const IMAGES = 12;
const EXACT = (value: number) => ({
  value: expect.closeTo(value, 5) as number,
  low: expect.closeTo(value, 5) as number,
  high: expect.closeTo(value, 5) as number,
});

const method = (id: string) => ({ kind: 'method', id, title: id, maps: `explain-${id}` });

async function localisation(network: string) {
  const dataset = `planted-${network}/test`;
  const inputs = new PlantedInputs();
  const about = { network, dataset, images: IMAGES };
  inputs.add('explain-truth', await runStep(evidenceMaps, about, inputs));
  const add = (id: string, mapOf: Parameters<PlantedInputs['addMaps']>[2]) => {
    inputs.addMaps(`explain-${id}`, IMAGES, mapOf, dataset);
  };
  add('even', (parts) => new Float32Array(parts.length).fill(1));
  add('reversed', (parts) => Array.from(onPart(PART.evidence)(parts), (mark) => -mark));
  add('first-piece', onPart(PART.evidence));
  // A quarter of the positive relevance on the glyph, the rest on the first distractor.
  add('quarter', (parts) =>
    Array.from(parts, (part) =>
      part === PART.evidence ? 1 : part === PART.firstDistractor ? 3 : 0,
    ),
  );
  const rows = [
    ...['truth', 'even', 'reversed', 'first-piece', 'quarter'].map(method),
    { ...method('truth'), id: 'truth-grid', cell: 4 },
    { kind: 'reference', id: 'evidence-grid', title: 'Evidence on cells', cell: 4 },
    { kind: 'control', id: 'random', title: 'Random pixels' },
  ];
  const outputs = await runStep(localise, { ...about, bootstrapResamples: 100, rows }, inputs);
  return localisationSchema.parse(parseJson(outputs, `localisation-${network}.json`));
}

const rowOf = (found: Awaited<ReturnType<typeof localisation>>, id: string) =>
  found.rows.find((row) => row.id === id)!;

describe('localise, where one glyph decides', () => {
  it('gives the evidence itself full marks in every metric', async () => {
    const found = await localisation('single');
    expect(found.evidenceShare).toBe(64 / 1024);
    const { metrics, shares } = rowOf(found, 'truth');
    expect(Object.keys(metrics)).toEqual(found.metrics.map(({ id }) => id));
    for (const estimate of Object.values(metrics)) expect(estimate).toEqual(EXACT(1));
    expect(shares).toEqual({
      evidence: EXACT(1),
      distractors: EXACT(0),
      background: EXACT(0),
    });
  });

  it('gives a map without contrast what chance gives, and says what that is', async () => {
    const found = await localisation('single');
    const { metrics } = rowOf(found, 'even');
    for (const { id, chance } of found.metrics) expect(metrics[id]).toEqual(EXACT(chance));
    expect(found.metrics.find(({ id }) => id === 'roc-area')!.chance).toBe(0.5);
  });

  it('gives a map that puts the evidence last nothing', async () => {
    const { metrics } = rowOf(await localisation('single'), 'reversed');
    for (const estimate of Object.values(metrics)) expect(estimate).toEqual(EXACT(0));
  });

  it('shares relevance among the parts as the map does', async () => {
    const { metrics, shares } = rowOf(await localisation('single'), 'quarter');
    expect(shares.evidence).toEqual(EXACT(0.25));
    expect(shares.distractors).toEqual(EXACT(0.75));
    expect(metrics['relevance-mass']).toEqual(EXACT(0.25));
    expect(metrics['pointing-game']).toEqual(EXACT(0));
    expect(metrics['relevance-rank']).toEqual(EXACT(0));
  });

  it('averages a map over cells, which the evidence on cells does as well', async () => {
    const found = await localisation('single');
    expect(rowOf(found, 'truth-grid').metrics).toEqual(rowOf(found, 'evidence-grid').metrics);
    expect(rowOf(found, 'truth-grid').metrics['relevance-rank']!.value).toBeLessThan(1);
  });

  it('holds the difference of each two rows', async () => {
    const { rows, differences } = await localisation('single');
    const pairs = differences['relevance-mass']!;
    expect(pairs).toHaveLength((rows.length * (rows.length - 1)) / 2);
    const pair = pairs.find(({ first, second }) => first === 'truth' && second === 'quarter')!;
    expect(pair.difference).toEqual(EXACT(0.75));
  });
});

describe('localise, where a glyph and a key decide', () => {
  it('counts both as evidence and tells their shares apart', async () => {
    const found = await localisation('pair');
    expect(found.evidenceShare).toBe(128 / 1024);
    expect(rowOf(found, 'truth').shares).toMatchObject({
      evidence: EXACT(0.5),
      secondPiece: EXACT(0.5),
    });
    const { shares, metrics } = rowOf(found, 'first-piece');
    expect(shares).toMatchObject({ evidence: EXACT(1), secondPiece: EXACT(0) });
    expect(metrics['relevance-mass']).toEqual(EXACT(1));
    // Half of the 128 highest are the glyph; the other half are drawn from 960 tied pixels, of which
    // 64 are the key.
    expect(metrics['relevance-rank']).toEqual(EXACT((64 + (64 * 64) / 960) / 128));
  });
});
