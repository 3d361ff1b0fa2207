import type { OrderId } from '../../../compute/degrade/orders.ts';
import type { Curves } from '../../../compute/results/curves.ts';

type Curve = Curves['curves'][number];

/** An order as panels and sentences name it. */
export function orderWords(order: OrderId): string {
  return order === 'most-relevant-first' ? 'most relevant first' : 'least relevant first';
}

/**
 * The row whose area by accuracy is best: the least when the most relevant pixels go first, the
 * largest when they go last. Undefined where there is no row.
 */
export function bestCurve(curves: readonly Curve[]): Curve | undefined {
  return [...curves].sort((one, other) => loss(one) - loss(other))[0];
}

function loss({ order, accuracy }: Curve): number {
  return order === 'most-relevant-first' ? accuracy.area.value : -accuracy.area.value;
}

/** The curves of methods alone. */
export function ofMethods({ rows }: Curves, curves: readonly Curve[]): Curve[] {
  const methods = rows.filter(({ kind }) => kind === 'method').map(({ id }) => id);
  return curves.filter(({ row }) => methods.includes(row));
}

export function titleOf({ rows }: Curves, row: string): string {
  return rows.find(({ id }) => id === row)!.title;
}

export function fillName({ fills }: Curves, fill: string): string {
  return fills.find(({ id }) => id === fill)!.name;
}
