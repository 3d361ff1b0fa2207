import { z } from 'zod';
import type { InputReader } from '../../pipeline/step.ts';

/** How an explaining step describes its maps, as far as it matters here. */
const descriptorSchema = z.object({
  method: z.string(),
  settings: z.record(z.string(), z.unknown()),
});

/** Method and settings of the maps of an explaining step. */
export async function readExplainingMethod(
  inputs: InputReader,
  step: string,
): Promise<z.infer<typeof descriptorSchema>> {
  const text = new TextDecoder().decode(await inputs.file(step, 'maps.json'));
  return descriptorSchema.parse(JSON.parse(text));
}
