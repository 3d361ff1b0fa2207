import { foldBatchNorm } from '../../../compute/networks/foldBatchNorm.ts';
import type { StoredNetwork } from '../../../compute/networks/network.ts';
import {
  readRoundedNetwork,
  type RoundedHeader,
} from '../../../compute/networks/roundedWeights.ts';
import { sha256 } from './digest.ts';
import type { LoadRoundedQuestion } from './messages.ts';

/** Told the share of a file that has arrived, 0 … 1. */
type Told = (share: number) => void;

/**
 * Fetches a network of rounded kernels, and folds its batch norms.
 * @throws Error when a file is missing, or is not the one that its header describes
 */
export async function fetchRoundedNetwork(
  { header, binary }: Pick<LoadRoundedQuestion, 'header' | 'binary'>,
  told: Told,
): Promise<StoredNetwork> {
  const described = (await (await respond(header)).json()) as RoundedHeader;
  const bytes = await read(await respond(binary), described.bytes, told);
  return foldBatchNorm(readRoundedNetwork(described, bytes, binary, await sha256(bytes)));
}

async function respond(address: string): Promise<Response> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} could not be loaded (${response.status}).`);
  return response;
}

/** @param expected bytes of the whole, which a server that compresses does not tell */
async function read(
  response: Response,
  expected: number,
  told: Told,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = response.body!.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    length += value.length;
    told(Math.min(1, length / expected));
  }
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
