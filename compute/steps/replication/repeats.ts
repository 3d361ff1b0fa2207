import type { Fault } from '../../results/replication/faults.ts';
import { isCorrected, type World } from './worlds.ts';

/** Worlds in which chance plays a part are repeated; the others give the same every time. */
export function repeatsOf(faults: readonly Fault[], world: World, noiseSeeds: number): number {
  const chance = isCorrected(faults, world, 'ties') || isCorrected(faults, world, 'fill');
  return chance ? noiseSeeds : 1;
}
