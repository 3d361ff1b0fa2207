import { z } from 'zod';
import { decomposeUncertainty, type Uncertainty } from '../../bayes/uncertainty.ts';
import { predictedClasses } from '../../networks/evaluate.ts';
import type { InputReader } from '../../pipeline/step.ts';
import { floatsOfBytes } from '../binary.ts';

const milestonesSchema = z.array(z.strictObject({ networks: z.number(), correct: z.number() }));

/** What a step of kind `ask` found of one set of images. */
export interface Answers {
  readonly images: number;
  readonly classes: number;
  /** Means over networks of class probabilities, row-major [images × classes]. */
  readonly mean: Float32Array;
  /** Medians over networks, the same shape. */
  readonly median: Float32Array;
  readonly uncertainty: Uncertainty;
  /** Class of the largest mean, one an image. */
  readonly predicted: Uint8Array;
  /** That mean, one an image. */
  readonly confidence: Float32Array;
}

/** Answers about images whose class is known. */
export interface LabelledAnswers extends Answers {
  readonly labels: Uint8Array;
  /** 1 where the class of the largest mean is the true one. */
  readonly correct: Uint8Array;
  /** How many are right when only the first few networks are asked. */
  readonly milestones: z.infer<typeof milestonesSchema>;
}

/** Reads what step `step` found of a set. */
export async function readAnswers(
  inputs: InputReader,
  step: string,
  set: string,
): Promise<Answers> {
  const floats = async (name: string) => floatsOfBytes(await inputs.file(step, `${set}.${name}`));
  const [mean, median, entropy] = [
    await floats('mean.f32'),
    await floats('median.f32'),
    await floats('entropy.f32'),
  ];
  return answersOf(mean, median, entropy);
}

/** @param aleatoric means over networks of the entropy of class probabilities */
export function answersOf(
  mean: Float32Array,
  median: Float32Array,
  aleatoric: Float32Array,
): Answers {
  const images = aleatoric.length;
  const classes = mean.length / images;
  const predicted = predictedClasses(mean, classes);
  return {
    images,
    classes,
    mean,
    median,
    uncertainty: decomposeUncertainty(mean, aleatoric),
    predicted,
    confidence: Float32Array.from(predicted, (label, image) => mean[image * classes + label]!),
  };
}

/** The answers about images start … end − 1. */
export function sliceAnswers(answers: Answers, start: number, end: number): Answers {
  const { classes, mean, median, uncertainty, predicted, confidence } = answers;
  return {
    images: end - start,
    classes,
    mean: mean.subarray(start * classes, end * classes),
    median: median.subarray(start * classes, end * classes),
    uncertainty: {
      total: uncertainty.total.subarray(start, end),
      aleatoric: uncertainty.aleatoric.subarray(start, end),
      epistemic: uncertainty.epistemic.subarray(start, end),
    },
    predicted: predicted.subarray(start, end),
    confidence: confidence.subarray(start, end),
  };
}

/** As `readAnswers`, of images with labels. */
export async function readLabelledAnswers(
  inputs: InputReader,
  step: string,
  set: string,
): Promise<LabelledAnswers> {
  const answers = await readAnswers(inputs, step, set);
  const labels = await inputs.file(step, `${set}.labels.u8`);
  const text = new TextDecoder().decode(await inputs.file(step, `${set}.milestones.json`));
  return {
    ...answers,
    labels,
    correct: labels.map((label, image) => (answers.predicted[image] === label ? 1 : 0)),
    milestones: milestonesSchema.parse(JSON.parse(text)),
  };
}
