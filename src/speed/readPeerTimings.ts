import { existsSync, readFileSync } from 'node:fs';
import { peerTimingsSchema, type PeerTimings } from '../../compute/results/peerTimings.ts';

/** Where `npm run bench:peers` writes what it measured. */
const PEER_TIMINGS = 'content/timings/peers.json';

/**
 * How long the same work took this project and the Python tools; undefined where that was never measured.
 * @throws Error naming the file when it is not what the benchmark writes
 */
export function readPeerTimings(path = PEER_TIMINGS): PeerTimings | undefined {
  if (!existsSync(path)) return undefined;
  const parsed = peerTimingsSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new Error(`${path}: ${parsed.error.message}`);
  return parsed.data;
}

export type Contest = PeerTimings['contests'][number];

/** Whether the median ratio to every peer is at most what was aimed at. */
export function reachesGoal({ goal, peers }: Contest): boolean {
  return peers.every(({ ratio }) => ratio.median <= goal);
}

/**
 * What the ratio to a peer would be if everything but bare forward passes cost us nothing: no way of
 * writing the rest could do better. Null where bare passes were not measured.
 */
export function floorOfRatio(
  { ours }: Pick<Contest, 'ours'>,
  peer: Pick<Contest['peers'][number], 'milliseconds'>,
): number | null {
  if (ours.forwardShare === null) return null;
  return (ours.forwardShare * ours.milliseconds) / peer.milliseconds;
}
