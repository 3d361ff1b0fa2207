import { sha256 } from './digest.ts';

/** Fetches a file. @throws Error that names it */
export type Fetch = (address: string) => Promise<Uint8Array<ArrayBuffer>>;

export const fetchBytes: Fetch = async (address) => {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} could not be loaded (${response.status}).`);
  return new Uint8Array(await response.arrayBuffer());
};

/** A binary with the JSON that describes it. */
export interface FetchedModel {
  readonly header: unknown;
  readonly binary: Uint8Array<ArrayBuffer>;
  /** SHA-256 of the binary, hexadecimal. */
  readonly digest: string;
}

/** Fetches the two files of a model by their addresses. @throws Error that names the missing one */
export async function fetchModel(
  fetch: Fetch,
  addresses: { readonly header: string; readonly binary: string },
): Promise<FetchedModel> {
  const [text, binary] = await Promise.all([fetch(addresses.header), fetch(addresses.binary)]);
  const header: unknown = JSON.parse(new TextDecoder().decode(text));
  return { header, binary, digest: await sha256(binary) };
}
