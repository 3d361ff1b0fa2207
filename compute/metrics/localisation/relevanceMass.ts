import { evidencePixels, type LocalisationMetric } from './localisationMetric.ts';

/** Share of the positive relevance that lies on the evidence; 0 for a map without any. */
export const relevanceMass: LocalisationMetric = {
  id: 'relevance-mass',
  name: 'Relevance mass',
  category: 'localisation',
  direction: 'higher',
  range: [0, 1],
  needs: ['mask'],
  source: 'Arras, Osman & Samek 2022, CLEVR-XAI, equation 1, of the positive part',
  measure: (map, mask) => {
    evidencePixels(map, mask);
    return positiveShare(map, mask);
  },
};

/** Positive relevance of the marked pixels over that of all pixels; 0 where no pixel has any. */
export function positiveShare(map: Float32Array, mask: Uint8Array): number {
  let inside = 0;
  let total = 0;
  for (let pixel = 0; pixel < map.length; pixel++) {
    const positive = Math.max(0, map[pixel]!);
    total += positive;
    if (mask[pixel]) inside += positive;
  }
  return total === 0 ? 0 : inside / total;
}
