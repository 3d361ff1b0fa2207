import { replicationResults } from '../../results/replicationResults.ts';
import type { ShownStudy } from '../../results/shownStudies.ts';
import type { FigureDefinition } from '../figure.ts';
import { waterfallFigure } from './waterfall.ts';

/** The figures of a replication: one a data set and method. */
export function replicationFigures({ id }: ShownStudy): FigureDefinition[] {
  const results = replicationResults(id);
  return results.datasets.flatMap(({ id: dataset, title }) => {
    const replication = results.replication(dataset);
    return replication.methods.map((method) => ({
      label: `fig:waterfall-${method.id}-${dataset}`,
      make: () => waterfallFigure(replication, method.id, title),
    }));
  });
}
