import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { weightsHeaderSchema } from '../../compute/networks/weightsFile.ts';
import type { ManifestStep } from '../../compute/results/manifest.ts';
import { readDuration } from '../results/readDuration.ts';
import { readManifest } from '../results/readManifest.ts';
import { modelsFolder } from '../results/resultsFolder.ts';
import { multiplyAdds } from './multiplyAdds.ts';
import type { MeasuredCost } from './workPlan.ts';

/** The kinds of step that explain images, by the name that readers know the method by. */
const METHODS = [
  ['explain-lime', 'LIME'],
  ['explain-kernel-shap', 'Kernel SHAP'],
  ['explain-lrp', 'LRP'],
] as const;

const parametersSchema = z.object({
  network: z.string(),
  images: z.number(),
  evaluations: z.number().optional(),
});

/** Measured costs, and with which engine they were measured. */
export interface MeasuredCosts {
  readonly engine: string;
  readonly costs: readonly MeasuredCost[];
}

/**
 * What explaining an image of a study costs by each method, from the times its steps took; undefined
 * where it has published no such step, or none was timed.
 * @param models folder of the study's networks
 */
export function measuredCosts(
  study: string,
  models = modelsFolder(study),
): MeasuredCosts | undefined {
  const steps = readManifest(study)?.steps ?? [];
  const measured = METHODS.flatMap(([kind, method]) => {
    const step = steps.find((own) => own.step === kind);
    const seconds = step && readDuration(study, step.name);
    return step && seconds !== undefined ? [{ step, method, seconds }] : [];
  });
  const [first] = measured;
  if (!first) return undefined;
  const costs = measured.map(({ step, method, seconds }) => costOf(step, method, seconds, models));
  return { engine: first.step.runtime, costs };
}

function costOf(step: ManifestStep, method: string, seconds: number, models: string): MeasuredCost {
  const { network, images, evaluations } = parametersSchema.parse(step.parameters);
  const header: unknown = JSON.parse(readFileSync(path.join(models, `${network}.json`), 'utf8'));
  const { architecture } = weightsHeaderSchema.parse(header);
  return {
    method,
    secondsPerImage: seconds / images,
    multiplyAdds: multiplyAdds(architecture),
    ...(evaluations !== undefined && { evaluations }),
  };
}
