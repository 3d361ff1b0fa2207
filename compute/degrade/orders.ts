import type { Generator } from '../random/generator.ts';
import { orderByRelevance } from './order.ts';

/** Which pixels of an image are removed first. */
export const ORDER_IDS = ['most-relevant-first', 'least-relevant-first'] as const;
export type OrderId = (typeof ORDER_IDS)[number];

/**
 * Orders pixels for removal; equal relevances come in an order shuffled by the generator.
 * @param relevance one signed number a pixel
 * @returns pixel indices, the first to be removed first
 * @throws RangeError see `orderByRelevance`
 */
export function removalOrder(
  id: OrderId,
  relevance: Float32Array,
  generator: Generator,
): Int32Array {
  const order = orderByRelevance(relevance, generator);
  return id === 'most-relevant-first' ? order : order.reverse();
}
