import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { StoredNetwork } from '../../../compute/networks/network.ts';
import { writeWeightsFile } from '../../../compute/networks/weightsFile.ts';
import { sha256 } from '../../../compute/pipeline/digest.ts';

interface Exchange {
  readonly explained: StoredNetwork;
  readonly trained: StoredNetwork;
  /** Row-major [count × height × width × channels], 0 … 1. */
  readonly images: Float32Array;
  /** Side of the grid cells. */
  readonly cell: number;
}

/** Writes what both sides work on. */
export function writeExchange(
  folder: string,
  { explained, trained, images, cell }: Exchange,
): void {
  for (const [name, network] of Object.entries({ explained, trained })) {
    const { header, binary } = writeWeightsFile(network, sha256);
    writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(header));
    writeFileSync(path.join(folder, `${name}.bin`), binary);
  }
  writeFileSync(path.join(folder, 'images.f32'), new Uint8Array(images.buffer));
  writeFileSync(path.join(folder, 'settings.json'), JSON.stringify({ cell }));
}
