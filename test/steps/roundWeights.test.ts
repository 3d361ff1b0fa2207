import { describe, expect, it } from 'vitest';
import { readRoundedNetwork, type RoundedHeader } from '../../compute/networks/roundedWeights.ts';
import { roundedWeightsSchema } from '../../compute/results/roundedWeights.ts';
import { modelFiles } from '../../compute/steps/trainedNetwork.ts';
import { roundWeights } from '../../compute/steps/roundWeights.ts';
import { brightPixelImages, MemoryInputs, runStep } from './memoryInputs.ts';

const given = { network: 'halves', dataset: 'bright/test' };
const text = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes)) as unknown;

describe('rounding the weights of a network', () => {
  it('publishes the files that pages load, and says that weights of 0 and 1 lose nothing', async () => {
    const outputs = await runStep(roundWeights, given, new MemoryInputs(brightPixelImages(40)));
    const found = roundedWeightsSchema.parse(
      text(outputs.results!.get('rounded-weights-halves.json')!),
    );
    const binary = outputs.models!.get('halves-8-bit.bin')!;
    const header = text(outputs.models!.get('halves-8-bit.json')!) as RoundedHeader;
    expect(found).toMatchObject({ images: 40, bytes: binary.length, changedAnswers: 0 });
    expect(found.bytes).toBe(2 * 4 + 128);
    expect(found.fullBytes).toBe(128 * 4);
    expect(found.accuracy).toEqual(found.fullAccuracy);
    expect(found.largestDifference).toBeLessThan(1e-6);
    const { weights } = readRoundedNetwork(header, binary, 'halves', header.sha256);
    expect(weights.get('1.kernel')!.values.filter((value) => value !== 0).length).toBe(64);
  });

  it('fails where more answers change than may', async () => {
    const inputs = new MemoryInputs(brightPixelImages(40));
    // Of the first class, 1 is no whole number of steps of 1.05 / 127 and becomes 1.0004.
    const kernel = new Float32Array(64 * 2);
    for (let pixel = 0; pixel < 64; pixel++) {
      kernel[2 * pixel] = 1;
      kernel[2 * pixel + 1] = 1.0002;
    }
    kernel[0] = 1.05;
    const architecture = {
      name: 'close',
      inputShape: [8, 8, 1] as const,
      classes: 2,
      layers: [{ type: 'flatten' }, { type: 'dense', units: 2, bias: false }] as const,
    };
    const weights = new Map([['1.kernel', { shape: [64, 2], values: kernel }]] as const);
    inputs.steps.set('train-close', modelFiles('close', { architecture, weights }));
    const strict = { network: 'close', dataset: 'bright/test', mostChanged: 0 };
    await expect(runStep(roundWeights, strict, inputs)).rejects.toThrow(
      /close answers \d+ of 40 images of bright\/test otherwise; at most 0 may be/,
    );
  });
});
