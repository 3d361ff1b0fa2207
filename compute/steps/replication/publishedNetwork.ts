import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { readWeightsFile } from '../../networks/weightsFile.ts';
import type { Step } from '../../pipeline/step.ts';
import { UserError } from '../../pipeline/userError.ts';
import { sha256 } from '../../pipeline/digest.ts';

const MODELS = path.resolve(import.meta.dirname, '../../../public/models');

const parametersSchema = z.strictObject({
  network: z.string(),
  /** The study that published it, and its name there. */
  study: z.string(),
  published: z.string(),
  /** SHA-256 of the binary: other weights are another network. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

type Parameters = z.infer<typeof parametersSchema>;

/** Takes over the weights that another study trained and published, instead of training again. */
export const publishedNetwork: Step<Parameters> = {
  id: 'published-network',
  summary: 'a network that another study has trained',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: (parameters) => ({ datasets: [], steps: [], files: modelFilesOf(parameters) }),
  units: () => ['weights'],
  runUnit: async ({ parameters }) => {
    const { network, study, published, sha256: expected } = parameters;
    const [header, weights] = modelFilesOf(parameters);
    const [text, binary] = await Promise.all([
      readModelFile(header, study),
      readModelFile(weights, study),
    ]);
    const parsed: unknown = JSON.parse(new TextDecoder().decode(text));
    const digest = sha256(binary);
    readWeightsFile(parsed, binary, `${study}/${published}`, digest);
    if (digest !== expected) {
      throw new UserError(
        `${study}/${published}: the weights have the SHA-256 ${digest}, not ${expected}. If the ` +
          'network was trained again, give its new digest to the step that takes it over.',
      );
    }
    return new Map([
      [`${network}.json`, text],
      [`${network}.bin`, binary],
    ]);
  },
  collect: async ({ unit }) => ({ stored: await unit('weights') }),
};

/** Header and binary. */
function modelFilesOf({ study, published }: Parameters): [string, string] {
  const at = path.join(MODELS, study, published);
  return [`${at}.json`, `${at}.bin`];
}

async function readModelFile(file: string, study: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new UserError(`Cannot read ${file}: run the study ${study} first.`, { cause: error });
  }
}
