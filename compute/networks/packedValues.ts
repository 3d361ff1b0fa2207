/** Joins arrays into one run of little-endian float32 values. */
export function joinValues(arrays: readonly Float32Array[]): Uint8Array {
  const count = arrays.reduce((sum, { length }) => sum + length, 0);
  const bytes = new Uint8Array(count * 4);
  const view = new DataView(bytes.buffer);
  let offset = 0;
  for (const array of arrays) {
    for (const value of array) {
      view.setFloat32(offset, value, true);
      offset += 4;
    }
  }
  return bytes;
}

/**
 * Splits a run of little-endian float32 values into arrays of the given lengths. Throws when it is
 * shorter or longer than they are together.
 */
export function splitValues(
  bytes: Uint8Array,
  lengths: readonly number[],
  name: string,
): Float32Array[] {
  const count = lengths.reduce((sum, length) => sum + length, 0);
  if (bytes.length !== count * 4) {
    throw new Error(`${name}: ${bytes.length} bytes of values, expected ${count * 4}.`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = 0;
  return lengths.map((length) => {
    const values = new Float32Array(length);
    for (let index = 0; index < length; index++, offset += 4) {
      values[index] = view.getFloat32(offset, true);
    }
    return values;
  });
}
