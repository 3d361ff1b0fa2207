import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { defaultLocations } from '../../datasets/locations.ts';
import { KerasError } from '../../keras/kerasError.ts';
import { pixelInput } from '../../keras/pixelInput.ts';
import { loadHdf5, readKerasFile } from '../../keras/readKerasFile.ts';
import { architectureSchema } from '../../networks/architectureSchema.ts';
import { sha256 } from '../../pipeline/digest.ts';
import type { Step } from '../../pipeline/step.ts';
import { modelFiles } from '../trainedNetwork.ts';

const parametersSchema = z.strictObject({
  network: z.string(),
  /** Within the data folder (`IIC_DATA`, or what `npm run data` fills). */
  file: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Where it may be had, for whoever lacks it. */
  origin: z.string(),
  /** Only where the file holds weights alone. */
  architecture: architectureSchema.optional(),
  seen: z.strictObject({
    repeat: z.number().int().positive().optional(),
    mean: z.array(z.number()).optional(),
    deviation: z.array(z.number()).optional(),
  }),
});

type Parameters = z.infer<typeof parametersSchema>;

/** A network that Keras saved, by its path: the very weights of an earlier study. */
export const kerasNetwork: Step<Parameters> = {
  id: 'keras-network',
  summary: 'a network that Keras saved',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ file }) => ({
    datasets: [],
    steps: [],
    files: candidates(file),
    loadCode: loadHdf5,
  }),
  units: () => ['weights'],
  runUnit: async ({ parameters: { network, file, sha256: expected, origin, ...own } }) => {
    const found = await findFile(file, origin);
    const digest = sha256(found.bytes);
    if (digest !== expected) {
      const detail = `has the SHA-256 ${digest}, not ${expected}: it is another file.`;
      throw new KerasError('wrong-checksum', found.path, detail);
    }
    const stored = await readKerasFile(found.path, own.architecture);
    return modelFiles(network, pixelInput(stored, own.seen));
  },
  collect: async ({ unit }) => ({ stored: await unit('weights') }),
};

async function findFile(
  file: string,
  origin: string,
): Promise<{ path: string; bytes: Uint8Array }> {
  for (const candidate of candidates(file)) {
    const bytes = await readFile(candidate).catch(() => undefined);
    if (bytes !== undefined) return { path: candidate, bytes };
  }
  const detail = `is not there; put it into the data folder. It comes from ${origin}.`;
  throw new KerasError('missing', candidates(file)[0]!, detail);
}

/** Where the file may lie. */
function candidates(file: string): string[] {
  return defaultLocations().folders.map((folder) => path.join(folder, file));
}
