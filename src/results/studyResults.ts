import type { Conservation } from '../../compute/results/conservation.ts';
import type { Contrasts, ContrastsMaps } from '../../compute/results/contrasts.ts';
import type { Degradation } from '../../compute/results/degradation.ts';
import type { Evaluation } from '../../compute/results/evaluation.ts';
import type { Gallery, GalleryMaps } from '../../compute/results/gallery.ts';
import type { GalleryOthers } from '../../compute/results/galleryOthers.ts';
import type { MetricTable } from '../../compute/results/metricTable.ts';
import type { TrainingLog } from '../../compute/results/trainingLog.ts';
import { listArtefacts, readArtefact } from './readArtefact.ts';
import { readVerifiedBytes } from './readManifest.ts';

/** The artefacts of one study, each read when asked for. */
export interface StudyResults {
  readonly study: string;
  /** Names of the networks that have an evaluation, sorted. */
  readonly networks: readonly string[];
  trainingLog(network: string): TrainingLog;
  evaluation(network: string): Evaluation;
  gallery(): Gallery;
  galleryMaps(): GalleryMaps;
  /** The images of the gallery by further methods. */
  galleryOthers(): GalleryOthers;
  /** Why the predicted class and not the runner-up, of the images of the gallery. */
  contrasts(): Contrasts;
  contrastsMaps(): ContrastsMaps;
  /** The test images that the explained network gets most wrong. */
  hardest(): Gallery;
  hardestMaps(): GalleryMaps;
  degradation(): Degradation;
  conservation(): Conservation;
  /** Metrics of maps and of methods; empty where a study has measured none. */
  metricTables(): MetricTable[];
  /** A published file as it is, e.g. an atlas. */
  bytes(file: string): Uint8Array;
}

/** The results of a study. A missing or bad artefact is an error when it is asked for. */
export function studyResults(study: string): StudyResults {
  return {
    study,
    networks: listArtefacts(study)
      .map((name) => /^evaluation-([\w-]+)\.json$/.exec(name)?.[1])
      .filter((network) => network !== undefined),
    trainingLog: (network) => readArtefact(study, `training-${network}.json`) as TrainingLog,
    evaluation: (network) => readArtefact(study, `evaluation-${network}.json`) as Evaluation,
    gallery: () => readArtefact(study, 'gallery.json') as Gallery,
    galleryMaps: () => readArtefact(study, 'gallery-maps.json') as GalleryMaps,
    galleryOthers: () => readArtefact(study, 'gallery-others.json') as GalleryOthers,
    contrasts: () => readArtefact(study, 'contrasts.json') as Contrasts,
    contrastsMaps: () => readArtefact(study, 'contrasts-maps.json') as ContrastsMaps,
    hardest: () => readArtefact(study, 'hardest.json') as Gallery,
    hardestMaps: () => readArtefact(study, 'hardest-maps.json') as GalleryMaps,
    degradation: () => readArtefact(study, 'degradation.json') as Degradation,
    metricTables: () =>
      ['metrics-maps.json', 'metrics-methods.json']
        .filter((name) => listArtefacts(study).includes(name))
        .map((name) => readArtefact(study, name) as MetricTable),
    conservation: () => readArtefact(study, 'conservation.json') as Conservation,
    bytes: (file) => readVerifiedBytes(study, file),
  };
}
