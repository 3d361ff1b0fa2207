import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const PROGRAM = path.join(import.meta.dirname, 'explainImages.ts');
const GIBIBYTE = 2 ** 30;

/** All test images of MNIST. */
const FEW = 500;
const MANY = 10_000;

/**
 * The maps are kept, 3 KiB an image, by block and joined, and what was freed is not collected at once.
 * Keeping the activations of one layer, at 100 KiB an image, would take three times as much.
 */
const GROWTH = GIBIBYTE / 4;

/** The most memory that explaining so many images ever holds. */
async function heldBy(method: string, images: number): Promise<number> {
  const words = [PROGRAM, method, String(images)];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  const bytes = Number(stdout.trim().split('\n').at(-1));
  const held = `${(bytes / GIBIBYTE).toFixed(2)} GiB at most`;
  process.stdout.write(`${method} of ${images} images: ${held}\n`);
  return bytes;
}

describe.each(['lrp', 'lime'])('memory of explaining images by %s', (method) => {
  it('hardly grows with their number', async () => {
    const few = await heldBy(method, FEW);
    const many = await heldBy(method, MANY);
    expect(many - few).toBeLessThan(GROWTH);
    expect(many).toBeLessThan(2 * GIBIBYTE);
  });
});
