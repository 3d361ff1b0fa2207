import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { evaluate, predictedClasses } from '../networks/evaluate.ts';
import { disposeNetwork, loadNetwork } from '../networks/network.ts';
import { readWeightsFile } from '../networks/weightsFile.ts';
import { readManifest } from '../pipeline/manifest.ts';
import type { Project } from '../pipeline/project.ts';
import type { Study } from '../pipeline/step.ts';
import { UserError } from '../pipeline/userError.ts';
import type { Verification } from '../pipeline/verify.ts';
import { evaluationSchema } from '../results/evaluation.ts';

/** What of an entry of the manifest says how a network was evaluated. */
const parametersSchema = z.object({
  network: z.string(),
  test: z.string(),
  batchSize: z.number().int().positive(),
});

/**
 * Classifies the test images of a study again, from the published weights and the data alone, and
 * compares with the published evaluations: every image must be counted in the same cell of the
 * confusion matrix, so that accuracies agree to the last digit. Needs no store.
 *
 * @param report called with the name of the network and the share of its images done, 0 … 1
 * @throws UserError when a published file is missing or cannot be read
 */
export async function verifyAccuracy(
  project: Project,
  study: Study,
  report: (network: string, done: number) => void,
): Promise<Verification> {
  const result: Verification = { checked: 0, problems: [], notes: [] };
  const { steps } = await readManifest(project.folders, study);
  for (const entry of steps.filter(({ step }) => step === 'evaluate')) {
    const { network: name, test, batchSize } = parametersSchema.parse(entry.parameters);
    const engine = await project.engineOf(study).start();
    const network = loadNetwork(await publishedNetwork(project, study.id, name));
    try {
      const images = await project.datasets.load(test);
      const logits = evaluate(network, images, batchSize, (done) => report(name, done));
      const classes = network.architecture.classes;
      const found = confusionMatrix(images.labels, predictedClasses(logits, classes), classes);
      const published = await publishedConfusion(project, study.id, name);
      const [now, then] = [correct(found), correct(published)];
      const share = (count: number) => `${count} of ${images.count} images of ${test}`;
      result.checked++;
      if (JSON.stringify(found) === JSON.stringify(published)) {
        result.notes.push(`${name}: ${share(now)} correct, as published`);
      } else {
        result.problems.push(
          `${study.id}/${entry.name}: ${share(now)} are correct with ${engine.description}; ` +
            `${then} were when it was published, with ${entry.runtime}`,
        );
      }
    } finally {
      disposeNetwork(network);
    }
  }
  if (result.checked === 0) result.notes.push('no evaluation of a network has been published');
  return result;
}

async function publishedNetwork({ folders }: Project, study: string, name: string) {
  const file = (extension: string) => path.join(folders.models, study, `${name}.${extension}`);
  const header = await readJson(file('json'));
  const binary = await readBytes(file('bin'));
  const digest = createHash('sha256').update(binary).digest('hex');
  try {
    return readWeightsFile(header, binary, file('bin'), digest);
  } catch (error) {
    throw new UserError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

async function publishedConfusion({ folders }: Project, study: string, name: string) {
  const file = path.join(folders.results, study, `evaluation-${name}.json`);
  const parsed = evaluationSchema.safeParse(await readJson(file));
  if (parsed.success) return parsed.data.test.confusion;
  throw new UserError(`${file} does not fit its schema: ${z.prettifyError(parsed.error)}`);
}

async function readBytes(file: string): Promise<Uint8Array> {
  return readFile(file).catch((error: unknown) => {
    throw new UserError(`${file} cannot be read. Restore it from the repository's history.`, {
      cause: error,
    });
  });
}

async function readJson(file: string): Promise<unknown> {
  const text = new TextDecoder().decode(await readBytes(file));
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UserError(`${file} is not JSON. Restore it from the repository's history.`, {
      cause: error,
    });
  }
}

/** Rows: true class; columns: predicted class. */
function confusionMatrix(labels: Uint8Array, predicted: Uint8Array, classes: number): number[][] {
  const matrix = Array.from({ length: classes }, () => Array<number>(classes).fill(0));
  predicted.forEach((guess, image) => {
    matrix[labels[image]!]![guess]! += 1;
  });
  return matrix;
}

function correct(confusion: readonly (readonly number[])[]): number {
  return confusion.reduce((sum, row, label) => sum + row[label]!, 0);
}
