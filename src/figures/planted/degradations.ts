import type { TruthAgreement } from '../../../compute/results/planted/truthAgreement.ts';

export type Degradation = TruthAgreement['degradations'][number];

/** The degradation of the study of 2021: keep what is ranked highest, noise for the rest. */
export const PROTOCOL_OF_2021 = 'keep-salt-and-pepper';

/** E.g. `keep, black`. */
export function degradationWords({ order, fill }: Pick<Degradation, 'order' | 'fill'>): string {
  return `${order}, ${fill.replaceAll('-', ' ')}`;
}
