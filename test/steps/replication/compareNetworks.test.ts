import { describe, expect, it } from 'vitest';
import { replicatedNetworksSchema } from '../../../compute/results/replication/networks.ts';
import { compareNetworks } from '../../../compute/steps/replication/compareNetworks.ts';
import { brightPixelImages, MemoryInputs, parseJson, runStep } from '../memoryInputs.ts';

/** Classes of the four images: 0, 1, 0, 1. */
const LABELS = [0, 1, 0, 1];

/** Predictions of a step that degraded: as committed once, as described with two draws of noise. */
function degraded(intact: number[], committed: number[], described: number[]) {
  return new Map([
    ['images-00000-00003/intact.u8', Uint8Array.from(intact)],
    ['images-00000-00003/kept.u8', Uint8Array.from([1, 1, 1, 1])],
    ['images-00000-00003/predictions.u8', Uint8Array.from([...committed, ...described])],
  ]);
}

describe('one method of 2021 on several networks', () => {
  const inputs = new MemoryInputs(brightPixelImages(4));
  inputs.steps.set('degrade-one', degraded(LABELS, [0, 1, 0, 0], [0, 0, 0, 0, 1, 1, 1, 1]));
  const wrong = LABELS.map((label) => 1 - label);
  inputs.steps.set('degrade-other', degraded(LABELS, wrong, [...LABELS, ...LABELS]));
  const networks = ['one', 'other'].map((id) => ({ id, title: id, degraded: `degrade-${id}` }));
  const given = {
    name: 'bright',
    dataset: 'bright/test',
    method: 'lime',
    faults: ['ties', 'fill'],
    images: 4,
    noiseSeeds: 2,
    networks,
  };

  it('counts what each recognised, and pairs the images', async () => {
    const outputs = await runStep(compareNetworks, given, inputs);
    const found = replicatedNetworksSchema.parse(parseJson(outputs, 'networks-bright.json'));
    const values = found.networks.map(({ intact, committed, described }) => [
      intact.value,
      committed.value,
      described.value,
    ]);
    expect(values).toEqual([
      [1, 0.75, 0.5],
      [1, 0, 1],
    ]);
    // Which half of the repeats were right is the same for every image: nothing to be unsure of.
    expect(found.networks[0]!.described).toEqual({ value: 0.5, low: 0.5, high: 0.5 });
    expect(found.differences).toHaveLength(1);
    expect(found.differences[0]!.difference.value).toBe(0.75);
    expect(found.differences[0]!.difference).toEqual(found.networks[0]!.committed);
  });

  it('says which step it lacks', async () => {
    const lacking = { ...given, networks: [networks[0], { ...networks[1], degraded: 'none' }] };
    await expect(runStep(compareNetworks, lacking, inputs)).rejects.toThrow(/step none/);
  });
});
