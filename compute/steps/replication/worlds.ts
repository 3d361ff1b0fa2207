import { FAULTS, type Fault, type ReplicatedMethod } from '../../results/replication/faults.ts';

/**
 * A world is a choice of faults that are corrected, the others being as in 2021: bit b of its number
 * stands for the fault b of a list. World 0 is 2021 as committed; in the last one all are corrected.
 */
export type World = number;

/**
 * The named faults of a method, those of the map first.
 * @throws RangeError for a name that is no fault of the method
 */
export function faultsOf(method: ReplicatedMethod, ids: readonly string[]): readonly Fault[] {
  const known = FAULTS[method];
  const unknown = ids.find((id) => !known.some((fault) => fault.id === id));
  if (unknown !== undefined) {
    throw new RangeError(
      `${method} has no fault ${unknown}; it has ${known.map(({ id }) => id).join(', ')}.`,
    );
  }
  return known
    .filter(({ id }) => ids.includes(id))
    .sort((one, other) => Number(one.stage === 'ranking') - Number(other.stage === 'ranking'));
}

/** Whether a fault is corrected in a world; one that is not in the list always is. */
export function isCorrected(faults: readonly Fault[], world: World, id: string): boolean {
  const place = faults.findIndex((fault) => fault.id === id);
  return place < 0 || ((world >> place) & 1) === 1;
}

/** The part of a world that decides its maps: worlds that share it share their maps. */
export function mapWorld(faults: readonly Fault[], world: World): World {
  return world & (2 ** faults.filter(({ stage }) => stage === 'map').length - 1);
}

/** Which worlds are computed: all, or 2021 as committed and as described alone. */
export const WORLD_CHOICES = ['all', 'of-2021'] as const;
export type WorldChoice = (typeof WORLD_CHOICES)[number];

/** The worlds of a list of faults, as committed first. */
export function worldsOf(faults: readonly Fault[], choice: WorldChoice): World[] {
  if (choice === 'all') return Array.from({ length: 2 ** faults.length }, (_, world) => world);
  return [...new Set([0, worldCorrecting(faults, ['departure'])])];
}

/** The world in which the faults of the given kinds are corrected. */
export function worldCorrecting(faults: readonly Fault[], kinds: readonly Fault['kind'][]): World {
  return faults.reduce(
    (world, { kind }, place) => (kinds.includes(kind) ? world | (1 << place) : world),
    0,
  );
}
