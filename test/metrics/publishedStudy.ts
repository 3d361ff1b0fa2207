import { readFileSync } from 'node:fs';
import path from 'node:path';
import { datasetAvailable, loadDataset } from '../../compute/datasets/loadDataset.ts';
import { manifestSchema } from '../../compute/results/manifest.ts';
import type { MetricTable } from '../../compute/results/metricTable.ts';
import { MemoryInputs } from '../steps/memoryInputs.ts';

/** A study whose metrics are published, and what they were measured on. */
export interface PublishedStudy {
  /** Folder of its results and of its weights. */
  readonly study: string;
  readonly network: string;
  readonly dataset: string;
}

export const MNIST: PublishedStudy = { study: 'mnist', network: '2021', dataset: 'mnist/test' };
/** Its images are made on the spot. */
export const PLANTED: PublishedStudy = {
  study: 'planted-measures',
  network: 'single',
  dataset: 'planted-single/test',
};
export const CIFAR10: PublishedStudy = {
  study: 'cifar10',
  network: 'whitened',
  dataset: 'cifar-10/test',
};

const root = path.resolve(import.meta.dirname, '../..');

/** A published artefact, not yet parsed. */
export function readResult({ study }: PublishedStudy, file: string): unknown {
  return JSON.parse(readFileSync(path.join(root, 'content/results', study, file), 'utf8'));
}

/** Parameters and seed with which a step of a study was run. */
export function publishedStep(
  study: PublishedStudy,
  name: string,
): { readonly parameters: unknown; readonly seed: number } {
  const { steps } = manifestSchema.parse(readResult(study, 'manifest.json'));
  const step = steps.find((candidate) => candidate.name === name);
  if (!step) throw new Error(`${study.study} has published no step ${name}`);
  return step;
}

/** The images and the weights of a study: all that its other results were computed from. */
export async function inputsOf({ study, network, dataset }: PublishedStudy): Promise<MemoryInputs> {
  const inputs = new MemoryInputs(await loadDataset(dataset));
  const files = [`${network}.json`, `${network}.bin`].map((file): [string, Uint8Array] => [
    file,
    new Uint8Array(readFileSync(path.join(root, 'public/models', study, file))),
  ]);
  inputs.steps.set(`train-${network}`, new Map(files));
  return inputs;
}

/** Why the images of a study are not here; undefined where they are. */
export function missingImages({ dataset }: PublishedStudy): string | undefined {
  const availability = datasetAvailable(dataset);
  return availability.available ? undefined : availability.reason;
}

/** The numbers kept of one metric and one row of a table, image by image. */
export function valuesOf({ rows, columns }: MetricTable, column: number, row: string): number[] {
  const cell = columns[column]!.cells[rows.findIndex(({ id }) => id === row)];
  if (!cell) throw new Error(`${columns[column]!.id} of ${row} was not measured`);
  return cell.values;
}
