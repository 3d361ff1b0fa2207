import type { RoundedWeights } from '../../compute/results/roundedWeights.ts';
import { listArtefacts, readArtefact } from './readArtefact.ts';

/** The study whose network looks at pictures in colour. */
export const PICTURE_STUDY = 'cifar10';

/** A network for pages, by the study and the name under which it was trained. */
export interface RoundedNetwork {
  readonly study: string;
  readonly network: string;
}

/** A network for the same pictures that a page loads at once. */
export const SMALL_NETWORK: RoundedNetwork = { study: 'cifar10-small', network: 'small' };

/** Whether the study has published the images of its gallery yet. */
export function hasPictures(): boolean {
  return listArtefacts(PICTURE_STUDY).includes('gallery.json');
}

/** What rounding a network for pages has cost; undefined until its study has published it. */
export function roundedWeights({ study, network }: RoundedNetwork): RoundedWeights | undefined {
  const file = `rounded-weights-${network}.json`;
  return listArtefacts(study).includes(file)
    ? (readArtefact(study, file) as RoundedWeights)
    : undefined;
}

/** Its two files in public/models, without their endings. */
export function roundedModel({ study, network }: RoundedNetwork): string {
  return `${study}/${network}-8-bit`;
}
