import { SMALL_NETWORK } from './pictureStudy.ts';
import { listArtefacts } from './readArtefact.ts';
import { showsQuickRun } from './resultsFolder.ts';

/**
 * What was computed, and so which figures (src/figures/registry.ts) and tables
 * (src/tables/registry.ts) a study has.
 */
export type StudyKind =
  'comparison' | 'planted' | 'measures' | 'bayesian' | 'replication' | 'network';

/** A study as the report shows it. */
export interface ShownStudy {
  /** Folder of its results. */
  readonly id: string;
  readonly kind: StudyKind;
  /** In running text: the data set, as in `on MNIST`. */
  readonly title: string;
  /** How the images of its gallery were chosen, as in `30 images …`; empty where it has none. */
  readonly galleryChoice: string;
}

const PUBLISHED: readonly ShownStudy[] = [
  {
    id: 'mnist',
    kind: 'comparison',
    title: 'MNIST',
    galleryChoice: 'chosen in 2021, before any of these maps was made',
  },
  {
    id: 'cifar10',
    kind: 'comparison',
    title: 'CIFAR-10',
    galleryChoice: 'chosen in 2021, before any of these maps was made',
  },
  {
    id: 'planted',
    kind: 'planted',
    title: 'planted images',
    galleryChoice: 'of the test set, one of each of the first six classes',
  },
  { id: 'better-measures', kind: 'measures', title: 'MNIST', galleryChoice: '' },
  { id: 'planted-measures', kind: 'measures', title: 'planted images', galleryChoice: '' },
  { id: 'bayesian', kind: 'bayesian', title: 'MNIST', galleryChoice: '' },
  { id: 'replication', kind: 'replication', title: 'MNIST', galleryChoice: '' },
  { id: SMALL_NETWORK.study, kind: 'network', title: 'CIFAR-10', galleryChoice: '' },
];

const QUICK: ShownStudy = {
  id: 'quick',
  kind: 'comparison',
  title: 'MNIST',
  galleryChoice: 'from the beginning of the test set',
};

/** Studies whose results are part of the site: those that have published some, the quick run last. */
export function shownStudies(): readonly ShownStudy[] {
  const studies = showsQuickRun ? [...PUBLISHED, QUICK] : PUBLISHED;
  return studies.filter(({ id }) => listArtefacts(id).length > 0);
}
