/** Fetches a file. @throws Error that names it */
export type Fetch = (address: string) => Promise<Uint8Array<ArrayBuffer>>;

export const fetchBytes: Fetch = async (address) => {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} could not be loaded (${response.status}).`);
  return new Uint8Array(await response.arrayBuffer());
};
