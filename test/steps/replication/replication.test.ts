import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ReplicatedMethod } from '../../../compute/results/replication/faults.ts';
import {
  replicationSchema,
  type Replication,
} from '../../../compute/results/replication/replication.ts';
import { degradeReplicated } from '../../../compute/steps/replication/degradeReplicated.ts';
import { explainReplicated } from '../../../compute/steps/replication/explainReplicated.ts';
import { publishedNetwork } from '../../../compute/steps/replication/publishedNetwork.ts';
import { quotePublished } from '../../../compute/steps/replication/quotePublished.ts';
import { summariseReplication } from '../../../compute/steps/replication/summariseReplication.ts';
import { replication } from '../../../compute/studies/replication.ts';
import { modelFiles } from '../../../compute/steps/trainedNetwork.ts';
import { brightPixelImages, MemoryInputs, parseJson, runStep } from '../memoryInputs.ts';

const IMAGES = 10;

const FAULTS: Readonly<Record<ReplicatedMethod, readonly string[]>> = {
  lime: ['segments', 'hidden', 'output', 'ties', 'fill'],
  'kernel-shap': ['segments', 'hidden', 'selection', 'output', 'ties', 'fill'],
  lrp: ['map', 'rule', 'index', 'ties', 'fill'],
};

/** Everything of the replication on images of 8 × 8 whose class is the half that is bright. */
async function replicated(blockSize: number) {
  const inputs = new MemoryInputs(brightPixelImages(IMAGES));
  const summarised = [];
  for (const method of ['lime', 'kernel-shap', 'lrp'] as const) {
    for (const worlds of ['of-2021', 'all'] as const) {
      const common = {
        network: 'halves',
        dataset: 'bright/test',
        images: IMAGES,
        blockSize,
        method,
        faults: FAULTS[method],
        worlds,
      };
      const maps = `explain-${method}-${worlds}`;
      const settings = {
        cell: 4,
        evaluations: 24,
        slic: { segments: 9, compactness: 30, sigma: 1 },
      };
      inputs.add(
        maps,
        await runStep(explainReplicated, { ...common, ...settings, composite: 'epsilon' }, inputs),
      );
      inputs.add(
        `degrade-${method}-${worlds}`,
        await runStep(
          degradeReplicated,
          { ...common, maps, keptShare: 0.5, noiseSeeds: 3 },
          inputs,
        ),
      );
    }
    summarised.push({
      method,
      title: method,
      faults: FAULTS[method],
      published: method === 'lrp' ? null : 0.5,
      maps: `explain-${method}-of-2021`,
      ours: `degrade-${method}-of-2021`,
      examined: `degrade-${method}-all`,
      ...(method === 'lime' && {
        original: { step: `degrade-${method}-of-2021`, network: 'old' },
      }),
    });
  }
  const outputs = await runStep(
    summariseReplication,
    {
      name: 'bright',
      dataset: 'bright/test',
      network: 'halves',
      images: IMAGES,
      imagesExamined: IMAGES,
      blockSize,
      noiseSeeds: 3,
      evaluations: 24,
      bootstrapResamples: 100,
      methods: summarised,
    },
    inputs,
  );
  return replicationSchema.parse(parseJson(outputs, 'replication-bright.json'));
}

describe('the replication of 2021', () => {
  let found: Replication;
  let tensorsLeft: number;

  beforeAll(async () => {
    await tf.setBackend('cpu');
    const before = tf.memory().numTensors;
    found = await replicated(IMAGES);
    tensorsLeft = tf.memory().numTensors - before;
  });

  it('divides the difference among the faults, without a rest', () => {
    const { methods, differences } = found;
    expect(tensorsLeft).toBe(0);
    for (const { examined, faults, ours, original, id } of methods) {
      const sum = faults.reduce((total, { share }) => total + share.value, 0);
      expect(sum).toBeCloseTo(examined.change.value, 4);
      expect(examined.committed.value + sum).toBeCloseTo(examined.corrected.value, 4);
      // The same images, so the rows of 2021 are those of the examination.
      expect([ours.committed.value, ours.described.value]).toEqual([
        examined.committed.value,
        examined.described.value,
      ]);
      expect(ours.intact.value).toBe(1);
      expect(original?.committed.value).toBe(id === 'lime' ? ours.committed.value : undefined);
      if (id === 'lrp') expect(ours.unexplained).toBeNull();
      else expect(ours.unexplained!.value).toBeCloseTo(0.5 - ours.committed.value, 5);
    }
    expect(differences.corrected.map(({ first, second }) => `${first}~${second}`)).toEqual([
      'lime~kernel-shap',
      'lime~lrp',
      'kernel-shap~lrp',
    ]);
  });

  it('knows the bright pixel by every method, and what noise does to that', () => {
    for (const { id, examined, faults, segments, selected } of found.methods) {
      // On black the bright pixel decides; half of the pixels are kept, it among them. White noise in
      // the other half outshines it.
      const { last } = faults.find((fault) => fault.id === 'fill')!;
      expect(examined.corrected.value - last.value, id).toBeGreaterThan(0.9);
      expect(last.value, id).toBeLessThan(-0.3);
      expect(segments === null).toBe(id === 'lrp');
      expect(selected === null).toBe(id !== 'kernel-shap');
    }
  });

  it('does not depend on the size of blocks', async () => {
    expect(await replicated(4)).toEqual(found);
  });
});

describe('images in colour', () => {
  /** Bright-pixel images with three channels of different brightness, and a network that wants them so. */
  function colourInputs(): MemoryInputs {
    const grey = brightPixelImages(IMAGES);
    const pixels = Uint8Array.from({ length: grey.pixels.length * 3 }, (_, at) =>
      Math.round(grey.pixels[Math.floor(at / 3)]! / (1 + (at % 3))),
    );
    const inputs = new MemoryInputs({ ...grey, shape: [8, 8, 3], pixels });
    const kernel = Float32Array.from({ length: 64 * 3 * 2 }, (_, at) =>
      (Math.floor(at / 6) % 8 < 4 ? 0 : 1) === at % 2 ? 1 - (Math.floor(at / 2) % 3) : 0,
    );
    const architecture = {
      name: 'colour',
      inputShape: [8, 8, 3],
      classes: 2,
      layers: [{ type: 'flatten' }, { type: 'dense', units: 2, bias: false }],
    } as const;
    const weights = new Map([['1.kernel' as const, { shape: [192, 2], values: kernel }]]);
    inputs.steps.set('train-colour', modelFiles('colour', { architecture, weights }));
    return inputs;
  }

  it('have relevance of three channels, scaled segments and a constant of their own', async () => {
    const inputs = colourInputs();
    const common = { network: 'colour', dataset: 'bright/test', images: IMAGES };
    const lrp = { ...common, method: 'lrp', faults: ['rule', 'channels', 'ties', 'fill'] };
    const settings = { stabiliser: 1e-4, composite: 'zero' };
    const maps = await runStep(explainReplicated, { ...lrp, ...settings }, inputs);
    expect(maps.stored!.get('map-0.f32')!.length).toBe(4 * IMAGES * 8 * 8 * 3);
    inputs.add('explain-lrp', maps);
    const degradation = { ...lrp, maps: 'explain-lrp', keptShare: 0.5, constant: 0.5 };
    const degraded = await runStep(degradeReplicated, degradation, inputs);
    expect([...degraded.stored!.get('images-00000-00009/kept.u8')!]).toEqual(
      Array(IMAGES).fill(32),
    );

    const seen = { mean: 0.4, deviation: 0.25 };
    const quickshift = { kernelSize: 1, maxDistance: 150, ratio: 1 };
    const given = { faults: ['segments', 'hidden'], evaluations: 20, quickshift };
    const lime = { ...common, method: 'lime', ...given };
    const plain = await runStep(explainReplicated, lime, inputs);
    const scaled = await runStep(explainReplicated, { ...lime, seen }, inputs);
    const segments = (own: typeof plain) => [...own.stored!.get('segments.u8')!];
    // Four times the contrast: a bright pixel is too far from all others.
    expect(segments(scaled)).not.toEqual(segments(plain));
  });
});

describe('the study', () => {
  it('takes over the published network, and knows when it is another', async () => {
    const { parameters } = replication.steps.find(({ step }) => step === 'published-network')!;
    const inputs = new MemoryInputs(brightPixelImages(1));
    const { stored } = await runStep(publishedNetwork, parameters, inputs);
    expect([...stored!.keys()]).toEqual(['2021.json', '2021.bin']);
    const other = { ...(parameters as object), sha256: '0'.repeat(64) };
    await expect(runStep(publishedNetwork, other, inputs)).rejects.toThrow(/not 0000/);
    const absent = { ...(parameters as object), published: 'none' };
    await expect(runStep(publishedNetwork, absent, inputs)).rejects.toThrow(/run the study mnist/);
  });

  it('quotes the numbers of 2021 with their sources', async () => {
    const { parameters } = replication.steps.find(({ step }) => step === 'quote-published')!;
    const outputs = await runStep(
      quotePublished,
      parameters,
      new MemoryInputs(brightPixelImages(1)),
    );
    const { figures } = parseJson(outputs, 'published.json') as {
      figures: { id: string; value: number | null; source: string }[];
    };
    expect(figures.find(({ id }) => id === 'mnist-lime')!.value).toBe(0.416);
    expect(figures.find(({ id }) => id === 'cifar10-kernel-shap')!.value).toBeNull();
    for (const { source } of figures) expect(source.length).toBeGreaterThan(5);
  });
});
