/** An IDX file of unsigned bytes, with the header given and the content given. */
export function idxBytes(dimensions: readonly number[], content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * dimensions.length + content.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x0800 + dimensions.length);
  dimensions.forEach((size, axis) => {
    view.setUint32(4 + 4 * axis, size);
  });
  bytes.set(content, 4 + 4 * dimensions.length);
  return bytes;
}
