/** What the objects of a PDF say of its fonts and images; content streams are packed, objects are not. */
export function pdfFacts(bytes: Uint8Array) {
  const text = Buffer.from(bytes).toString('latin1');
  const objects = text.split('endobj');
  const ofType = (type: string) =>
    objects.filter((object) => new RegExp(`/Type /${type}\\b(?!D)`).test(object));
  const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(text)!;
  return {
    version: /^%PDF-(\d\.\d)/.exec(text)?.[1],
    width: Number(box[1]),
    height: Number(box[2]),
    images: objects.filter((object) => object.includes('/Subtype /Image')).length,
    fonts: ofType('Font').length,
    /** Fonts that are neither embedded nor made of one that is. */
    strangeFonts: ofType('Font').filter(
      (object) => !/\/Subtype \/(Type0|CIDFontType2)\b/.test(object),
    ).length,
    descriptors: ofType('FontDescriptor').length,
    embedded: ofType('FontDescriptor').filter((object) => /\/FontFile2 \d+ 0 R/.test(object))
      .length,
  };
}
