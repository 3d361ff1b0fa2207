/** Anchor of a heading: lower case, words joined by hyphens, without formulas and punctuation. */
export function headingSlug(heading: string): string {
  return heading
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
