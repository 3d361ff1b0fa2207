import type { Gallery, GalleryMaps } from '../../compute/results/gallery.ts';
import type { Localisation } from '../../compute/results/planted/localisation.ts';
import type { PartShapley } from '../../compute/results/planted/partShapley.ts';
import type { Shortcut } from '../../compute/results/planted/shortcut.ts';
import type { TruthAgreement } from '../../compute/results/planted/truthAgreement.ts';
import { readArtefact } from './readArtefact.ts';
import { readVerifiedBytes } from './readManifest.ts';

/** The artefacts that only a study of planted evidence has, each read when asked for. */
export interface PlantedResults {
  readonly study: string;
  specimens(variant: string): Gallery;
  specimenMaps(variant: string): GalleryMaps;
  localisation(network: string): Localisation;
  truthAgreement(network: string): TruthAgreement;
  partShapley(network: string): PartShapley;
  shortcut(): Shortcut;
  /** A published file as it is, e.g. an atlas. */
  bytes(file: string): Uint8Array;
}

/** The results of a study. A missing or bad artefact is an error when it is asked for. */
export function plantedResults(study: string): PlantedResults {
  const read = (name: string) => readArtefact(study, `${name}.json`);
  return {
    study,
    specimens: (variant) => read(`specimens-${variant}`) as Gallery,
    specimenMaps: (variant) => read(`specimens-${variant}-maps`) as GalleryMaps,
    localisation: (network) => read(`localisation-${network}`) as Localisation,
    truthAgreement: (network) => read(`truth-agreement-${network}`) as TruthAgreement,
    partShapley: (network) => read(`part-shapley-${network}`) as PartShapley,
    shortcut: () => read('shortcut') as Shortcut,
    bytes: (file) => readVerifiedBytes(study, file),
  };
}
