import { formatNumber, formatProbability } from '../../results/numberFormat.ts';
import { strongestRegion } from '../words/strongestRegion.ts';
import type { MethodId } from '../worker/messages.ts';

/** The map of one method. */
export interface MethodMap {
  /** One signed number a pixel of a square, row-major. */
  readonly map: Float32Array;
  readonly sum: number;
  /** R² of LIME, largest standard error of Kernel SHAP; nothing where chance has no part. */
  readonly quality?: number;
}

/** Maps of the methods that have answered. */
export type AnsweredMaps = ReadonlyMap<MethodId, MethodMap>;

/** Methods in the order of maps and tables. */
export const SHOWN_METHODS = ['lrp', 'lime', 'kernel-shap'] as const;

export const METHOD_TITLES: Readonly<Record<MethodId, string>> = {
  lrp: 'LRP',
  lime: 'LIME',
  'kernel-shap': 'Kernel SHAP',
};

/** Where a map has most of what speaks for the class, its sum, and how good it says it is. */
export function tableCells(method: MethodId, shown: MethodMap | undefined): string[] {
  if (!shown) return ['…', '…', '…'];
  return [
    strongestRegion(shown.map) ?? 'nowhere',
    formatNumber(shown.sum),
    qualityWords(method, shown.quality),
  ];
}

function qualityWords(method: MethodId, quality: number | undefined): string {
  if (quality === undefined) return '–';
  if (Number.isNaN(quality)) return 'unknown';
  const text = formatNumber(quality);
  return method === 'lime' ? `R² = ${text}` : `standard error ≤ ${text}`;
}

/**
 * What the network says of an image, and where each method that has answered sees most evidence.
 * @param shares probabilities, one a class
 * @param target the class explained
 */
export function summary(
  shares: readonly number[],
  target: number,
  classNames: readonly string[],
  maps: AnsweredMaps,
): string {
  const predicted = shares.indexOf(Math.max(...shares));
  const places = SHOWN_METHODS.flatMap((method) => {
    const shown = maps.get(method);
    if (!shown) return [];
    const region = strongestRegion(shown.map);
    return [`by ${METHOD_TITLES[method]} ${region ? `at the ${region}` : 'nowhere'}`];
  });
  return (
    `Predicted ${classNames[predicted]!}, ${formatProbability(shares[predicted]!)}. ` +
    `What speaks for ${classNames[target]!} is strongest ${places.join(', ')}.`
  );
}
