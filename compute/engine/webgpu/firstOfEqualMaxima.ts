/** A program of tfjs-backend-webgpu: the text of a shader and how it is laid out. */
export interface GpuProgram {
  readonly shaderKey: string;
  getUserCode(): string;
}

/** How its shader finds the largest value of a window: of equal ones the last. */
const LAST = 'if (value >= currMaxValue)';
const FIRST = 'if (maxValueFound == 0.0 || value > maxValue)';

/**
 * Lets max pooling give the gradient to the first of equal maxima, as the other engines do. Changes
 * the programs of tfjs-backend-webgpu 4.22.0 that find positions of maxima, and leaves others alone.
 * @throws Error when such a program is not the one that this was written for
 */
export function takeFirstOfEqualMaxima(program: GpuProgram): void {
  if (!program.shaderKey.startsWith('pool2D_max_true')) return;
  const code = program.getUserCode();
  if (!code.includes(LAST)) throw new Error('webgpu: max pooling finds its maxima in another way.');
  program.getUserCode = () => code.replace(LAST, FIRST);
}
