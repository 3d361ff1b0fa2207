import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** What a test can change between two runs; a file, so that child processes see it too. */
const toySettingsSchema = z.strictObject({
  seed: z.number().default(7),
  epochs: z.number().default(4),
  rate: z.number().default(0.5),
  /** A parameter of `train` that its output does not depend on. */
  remark: z.string().default('none'),
  blocks: z.number().default(6),
  /** Behaviour of the code of `explain`: stands for an edit that changes results. */
  behaviour: z.number().default(0),
  data: z.number().default(0),
  engine: z.string().default('toy engine 1'),
  /** Milliseconds a unit takes. */
  delay: z.number().default(0),
  live: z.boolean().default(false),
  /** Whether the summary has no units and only puts together what it reads. */
  summaryCollects: z.boolean().default(false),
  /** What the summary is published as. */
  summaryFile: z.string().default('summary.json'),
  fault: z
    .enum([
      'none',
      'undeclared-dataset',
      'undeclared-file',
      'swallowed-read',
      'writes-into-images',
      'fails',
      'dies',
      'reads-file',
      'reads-object',
      'writes-file',
      'starts-process',
      'hoards',
      'hoards-buffers',
    ])
    .default('none'),
});

export type ToySettings = z.infer<typeof toySettingsSchema>;

export async function readToySettings(root: string): Promise<ToySettings> {
  return toySettingsSchema.parse(JSON.parse(await readFile(path.join(root, 'toy.json'), 'utf8')));
}

export async function writeToySettings(
  root: string,
  settings: Partial<ToySettings> = {},
): Promise<void> {
  await mkdir(root, { recursive: true });
  await writeFile(path.join(root, 'toy.json'), JSON.stringify(settings));
}
