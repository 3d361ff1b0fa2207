import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { StoredNetwork } from '../../compute/networks/network.ts';
import { readWeightsFile } from '../../compute/networks/weightsFile.ts';
import { sha256 } from '../../compute/pipeline/digest.ts';

/** A network that a study has published. */
export function publishedNetwork(study: string, network: string): StoredNetwork {
  const file = (extension: string) =>
    path.resolve('public/models', study, `${network}.${extension}`);
  const binary = new Uint8Array(readFileSync(file('bin')));
  const header: unknown = JSON.parse(readFileSync(file('json'), 'utf8'));
  return readWeightsFile(header, binary, `${study}/${network}`, sha256(binary));
}
