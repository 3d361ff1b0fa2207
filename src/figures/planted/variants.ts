/** The kinds of planted images whose evidence is known, as networks are named after them. */
export const VARIANTS = [
  { id: 'single', title: 'One glyph', words: 'one glyph' },
  { id: 'pair', title: 'Glyph and key', words: 'a glyph and a key' },
  { id: 'absence', title: 'Glyph of holes', words: 'a glyph of holes' },
] as const;

/** What decides the class, e.g. `one glyph`. */
export function variantWords(network: string): string {
  return VARIANTS.find(({ id }) => id === network)?.words ?? network;
}
