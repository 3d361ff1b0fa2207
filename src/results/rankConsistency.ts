import { quantile } from '../../compute/metrics/bootstrap.ts';
import { criticalTau, kendallsW, kendallTau } from '../../compute/metrics/kendall.ts';
import { METRIC_CATEGORIES } from '../../compute/metrics/metric.ts';
import type { Header } from '../../compute/results/header.ts';
import type { MetricTable, MetricTableColumn } from '../../compute/results/metricTable.ts';
import { networkWords } from './networkWords.ts';
import { shownStudies } from './shownStudies.ts';
import { studyResults } from './studyResults.ts';

/** The metrics of one network on one data set, as a judge of methods. */
export interface Judge {
  /** Where it judges, in running text: `the better network`, `planted images`. */
  readonly title: string;
  readonly tables: readonly MetricTable[];
}

/** How alike judges order the methods by one metric. */
export interface MetricConsistency extends Pick<
  MetricTableColumn,
  'id' | 'name' | 'category' | 'direction'
> {
  /** Methods that all judges have measured. */
  readonly methods: number;
  /** Kendall's τ between the first judge and each of the others. */
  readonly taus: readonly number[];
  /** Kendall's W of all judges. */
  readonly concordance: number;
}

/** Whether metrics order methods alike with another network and with other images. */
export interface RankConsistency {
  readonly first: string;
  /** All but the first judge, with the median of their τ over the metrics. */
  readonly others: readonly { readonly title: string; readonly median: number }[];
  readonly metrics: readonly MetricConsistency[];
  /** A τ beyond this is had by lot one time in twenty, or more rarely. */
  readonly beyondChance: number;
  readonly sources: readonly Header[];
}

/** The judges of the report: every study that has measured its methods, the first one shown first. */
export function judgesShown(): Judge[] {
  const measured = shownStudies()
    .map(({ id, title }) => ({ title, tables: studyResults(id).metricTables() }))
    .filter(({ tables }) => tables.length > 0);
  const datasetOf = (judge: { readonly tables: readonly MetricTable[] }) =>
    judge.tables[0]!.dataset;
  const [first, ...others] = measured;
  const sameImages = others.some((judge) => datasetOf(judge) === datasetOf(first!));
  return measured.map((judge) => {
    const network = networkWords(judge.tables[0]!.network);
    if (judge === first) {
      return sameImages ? { ...judge, title: `${judge.title} with ${network}` } : judge;
    }
    return datasetOf(judge) === datasetOf(first!) ? { ...judge, title: network } : judge;
  });
}

/**
 * Compares how two or more judges order the methods; controls do not count.
 * @throws RangeError for fewer than two judges
 */
export function rankConsistency(judges: readonly Judge[]): RankConsistency {
  const [first, ...others] = judges;
  if (first === undefined || others.length === 0) {
    throw new RangeError(`${judges.length} judges cannot be compared`);
  }
  const metrics = first.tables
    .flatMap(({ columns }) => columns)
    .flatMap((column) => consistencyOf(column, judges) ?? [])
    .sort((one, other) => placeOf(one) - placeOf(other));
  const mostMethods = Math.max(0, ...metrics.map(({ methods }) => methods));
  return {
    first: first.title,
    others: others.map(({ title }, place) => ({
      title,
      median: quantile(
        metrics.map(({ taus }) => taus[place]!).sort((a, b) => a - b),
        0.5,
      ),
    })),
    metrics,
    beyondChance: criticalTau(mostMethods, 0.05),
    sources: judges.flatMap(({ tables }) => tables.map(({ header }) => header)),
  };
}

const placeOf = ({ category }: MetricConsistency) => METRIC_CATEGORIES.indexOf(category);

function consistencyOf(
  { id, name, category, direction }: MetricTableColumn,
  judges: readonly Judge[],
): MetricConsistency | undefined {
  const judged = judges.map(({ tables }) => meansOf(id, tables));
  const common = [...judged[0]!.keys()].filter((method) => judged.every((own) => own.has(method)));
  if (common.length < 2) return undefined;
  const [values, ...others] = judged.map((own) => common.map((method) => own.get(method)!));
  return {
    id,
    name,
    category,
    direction,
    methods: common.length,
    taus: others.map((own) => kendallTau(values!, own)),
    concordance: kendallsW([values!, ...others]),
  };
}

/** Mean of a metric by method. */
function meansOf(metric: string, tables: readonly MetricTable[]): ReadonlyMap<string, number> {
  const means = new Map<string, number>();
  for (const { rows, columns } of tables) {
    const column = columns.find(({ id }) => id === metric);
    rows.forEach(({ id, kind }, place) => {
      const cell = column?.cells[place];
      if (kind === 'method' && cell) means.set(id, cell.mean.value);
    });
  }
  return means;
}
