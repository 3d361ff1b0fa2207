import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const PROGRAM = path.join(import.meta.dirname, 'explainImages.ts');
const GIBIBYTE = 2 ** 30;

/** The most memory that explaining so many images ever holds. */
async function heldBy(images: number): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, String(images)]);
  const bytes = Number(stdout.trim().split('\n').at(-1));
  process.stdout.write(`LRP of ${images} images: ${(bytes / GIBIBYTE).toFixed(2)} GiB at most\n`);
  return bytes;
}

describe('memory of explaining images', () => {
  it('hardly grows with their number: the maps are kept, at 3 KiB each', async () => {
    const few = await heldBy(500);
    const many = await heldBy(2000);
    expect(many - few).toBeLessThan(GIBIBYTE / 16);
    expect(many).toBeLessThan(2 * GIBIBYTE);
  });
});
