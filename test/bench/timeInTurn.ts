/** Milliseconds of the quickest round of a task. */
export interface Timing {
  readonly wall: number;
  /** Processor time of all threads: what `wall` tends to on an idle machine with one core. */
  readonly processor: number;
}

/**
 * Times tasks round by round, each once a round, so that a machine busy with other work slows them
 * alike. The first two rounds do not count: they compile.
 */
export function timeInTurn<Name extends string>(
  tasks: Readonly<Record<Name, () => void>>,
  rounds: number,
): Record<Name, Timing> {
  const names = Object.keys(tasks) as Name[];
  const best = Object.fromEntries(
    names.map((name) => [name, { wall: Infinity, processor: Infinity }]),
  ) as Record<Name, Timing>;
  for (let round = -2; round < rounds; round++) {
    for (const name of names) {
      const used = process.cpuUsage();
      const start = performance.now();
      tasks[name]();
      const wall = performance.now() - start;
      const { user, system } = process.cpuUsage(used);
      if (round < 0) continue;
      best[name] = {
        wall: Math.min(best[name].wall, wall),
        processor: Math.min(best[name].processor, (user + system) / 1000),
      };
    }
  }
  return best;
}
