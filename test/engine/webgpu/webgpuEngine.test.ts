import { beforeAll, describe, expect, it } from 'vitest';
import { chooseEngine } from '../../../compute/engine/chooseEngine.ts';
import { expectClose } from '../tensors.ts';
import { resultsOfEngine, type Results } from './results.ts';
import { hasSoftwareGpu, runOnSoftwareGpu, runWithoutGpu } from './softwareGpu.ts';

/** Share of the largest value that float32 sums in another order may differ by. */
const TOLERANCE = 1e-5;

describe.runIf(hasSoftwareGpu)('webgpu on a GPU in software', () => {
  let [first, again, expected]: (Results | undefined)[] = [];

  beforeAll(async () => {
    [first, again] = JSON.parse(await runOnSoftwareGpu('computeResults.ts', '2')) as Results[];
    await chooseEngine('wasm');
    expected = resultsOfEngine();
  }, 300_000);

  it('computes what wasm computes, and learns what it learns', () => {
    expect(Object.keys(first!)).toEqual(Object.keys(expected!));
    for (const [name, results] of Object.entries(expected!))
      for (const [index, { shape, values }] of results.entries()) {
        const found = first![name]![index]!;
        expect(found.shape, name).toEqual(shape);
        expectClose(found.values, values, TOLERANCE);
      }
  });

  it('gives the same numbers each time', () => {
    expect(again).toEqual(first);
  });
});

describe('webgpu without a GPU', () => {
  it('says what is missing and what to do', async () => {
    const message = JSON.parse(await runWithoutGpu('computeResults.ts', '1')) as string;
    expect(message).toBe(
      'Error: The webgpu engine did not start: no GPU was found. Install its Vulkan driver, or use ' +
        'native (--engine native) or wasm (--engine wasm).',
    );
  });
});
