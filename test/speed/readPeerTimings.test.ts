import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PeerTimings } from '../../compute/results/peerTimings.ts';
import { floorOfRatio, reachesGoal, readPeerTimings } from '../../src/speed/readPeerTimings.ts';

const took = { milliseconds: 10, processorMilliseconds: 20, forwardShare: 0.8 };
const ratio = (median: number) => ({ median, least: 0.9 * median, most: 1.1 * median });
const timings: PeerTimings = {
  note: 'made up',
  machine: { processor: 'abacus', cores: 2, memoryGiB: 1, engine: 'none', packages: { lime: '1' } },
  rounds: 3,
  contests: [
    {
      id: 'lime',
      title: 'LIME',
      work: 'one image',
      goal: 0.5,
      ours: { name: 'this project', ...took },
      peers: [
        { name: 'lime', ...took, ratio: ratio(0.4) },
        { name: 'another', ...took, ratio: ratio(0.5) },
      ],
    },
  ],
};

function written(value: unknown): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'peers-')), 'peers.json');
  writeFileSync(file, JSON.stringify(value));
  return file;
}

describe('timings beside peers', () => {
  it('are read as they were written, and may be missing', () => {
    expect(readPeerTimings(written(timings))).toEqual(timings);
    expect(readPeerTimings(path.join(tmpdir(), 'nobody/peers.json'))).toBeUndefined();
  });

  it('name the file that is not what the benchmark writes', () => {
    const file = written({ ...timings, rounds: 0 });
    expect(() => readPeerTimings(file)).toThrow(file);
  });

  it('reach their goal when the ratio to every peer does', () => {
    const [contest] = timings.contests;
    expect(reachesGoal(contest!)).toBe(true);
    expect(reachesGoal({ ...contest!, goal: 0.49 })).toBe(false);
  });

  it('have as their floor the ratio of our bare forward passes to all of the peer', () => {
    const ours = { name: 'this project', ...took };
    expect(floorOfRatio({ ours }, { milliseconds: 40 })).toBeCloseTo(0.2, 12);
    expect(floorOfRatio({ ours: { ...ours, forwardShare: null } }, took)).toBeNull();
  });
});
