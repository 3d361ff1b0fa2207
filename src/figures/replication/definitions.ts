import { REPLICATED_METHODS } from '../../../compute/results/replication/faults.ts';
import { replicationResults } from '../../results/replicationResults.ts';
import type { ShownStudy } from '../../results/shownStudies.ts';
import type { FigureDefinition } from '../figure.ts';
import { waterfallFigure } from './waterfall.ts';

/** The figures of a replication: one a data set and method. */
export function replicationFigures({ id }: ShownStudy): FigureDefinition[] {
  const results = replicationResults(id);
  return results.datasets.flatMap((dataset) =>
    REPLICATED_METHODS.map((method) => ({
      label: `fig:waterfall-${method}-${dataset}`,
      make: () => waterfallFigure(results.replication(dataset), method),
    })),
  );
}
