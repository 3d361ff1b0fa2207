import { describe, expect, it } from 'vitest';
import { segmentationFor, segmentMembers } from '../../../compute/metrics/faithfulness/regions.ts';

const subject = (height: number, width: number) => ({
  image: new Float32Array(height * width),
  shape: [height, width, 1] as const,
  scores: () => new Float32Array(0),
});

describe('regions', () => {
  it.each([
    [28, 28, 49, 16],
    [32, 32, 64, 16],
    [8, 8, 64, 1],
    [4, 4, 16, 1],
    [64, 96, 96, 64],
  ])('of %i × %i pixels are %i cells of %i by default', (height, width, cells, pixels) => {
    const members = segmentMembers(segmentationFor(subject(height, width), undefined));
    expect(members).toHaveLength(cells);
    for (const member of members) expect(member).toHaveLength(pixels);
    expect(members.flatMap((member) => [...member]).sort((a, b) => a - b)).toEqual([
      ...Array(height * width).keys(),
    ]);
  });
});
