import { PassThrough } from 'node:stream';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, it } from 'vitest';
import type { CommandContext } from '../../compute/commands/context.ts';
import { runCommandLine } from '../../compute/commands/program.ts';
import type { WeightArray } from '../../compute/networks/network.ts';
import { temporaryPath, writeKerasFile } from '../keras/kerasFile.ts';
import { brightPixelImages, CPU_ENGINE } from '../steps/memoryInputs.ts';

/** Classifies bright-pixel images exactly: the logit of a class is the brightness of its half. */
const KERNEL: WeightArray = {
  shape: [128, 2],
  values: Float32Array.from({ length: 256 }, (_, at) =>
    (Math.floor(at / 4) % 8 < 4 ? 0 : 1) === at % 2 ? 1 : 0,
  ),
};

function contextFor(out: PassThrough, err: PassThrough): CommandContext {
  const unused = () => Promise.reject(new Error('not asked for'));
  return {
    terminal: { out, err } as unknown as CommandContext['terminal'],
    openProject: () =>
      Promise.resolve({
        datasets: { load: () => Promise.resolve(brightPixelImages(40)), digest: unused },
        engineOf: () => ({
          demanded: true,
          describe: unused,
          start: () => Promise.resolve(CPU_ENGINE),
        }),
      } as never),
    buildSite: unused,
    workerProgram: () => {
      throw new Error('not asked for');
    },
  };
}

async function keras(...words: string[]) {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const code = await runCommandLine(['keras', ...words], contextFor(out, err));
  return { code, out: String(out.read() ?? ''), err: String(err.read() ?? '') };
}

describe('keras', () => {
  it('says how a network that Keras saved fares, whatever it makes of grey', async () => {
    const file = temporaryPath('halves.h5');
    await writeKerasFile(file, [
      { kind: 'InputLayer', config: { batch_input_shape: [null, 8, 8, 2] } },
      { kind: 'Flatten', config: {} },
      {
        kind: 'Dense',
        config: { units: 2, activation: 'softmax' },
        weights: { kernel: KERNEL, bias: { shape: [2], values: new Float32Array(2) } },
      },
    ]);
    const { code, out } = await keras(file, '--json', '--images', '30');
    expect(code).toBe(0);
    const found = JSON.parse(out) as Record<string, unknown>;
    expect(found).toMatchObject({ images: 30, accuracy: 1, parameters: 258 });
    // Twice the brightness of 1 against nothing.
    expect(found['crossEntropy']).toBeCloseTo(Math.log(1 + Math.exp(-2)), 6);
    expect((await keras(file)).out).toContain('accuracy       1.0000');
  });

  it('ends with exit code 1 and one line for a bad file, 2 for bad words', async () => {
    const missing = await keras('/no/such.h5');
    expect(missing.code).toBe(1);
    expect(missing.err).toContain('/no/such.h5: cannot be read');
    expect((await keras('any.h5', '--images', 'few')).code).toBe(2);
  });
});
