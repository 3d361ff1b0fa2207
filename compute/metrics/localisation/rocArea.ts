import { evidencePixels, type LocalisationMetric } from './localisationMetric.ts';

/**
 * Chance that a pixel of evidence is more relevant than another pixel, ties counted half: the area
 * under the ROC curve of the map as a detector of evidence. A map that knows nothing has 1/2.
 */
export const rocArea: LocalisationMetric = {
  id: 'roc-area',
  name: 'Area under the ROC curve',
  category: 'localisation',
  direction: 'higher',
  range: [0, 1],
  needs: ['mask'],
  source: 'Hanley & McNeil 1982, as the Mann–Whitney statistic',
  measure: (map, mask) => {
    const evidence = evidencePixels(map, mask);
    const inside = new Float32Array(evidence);
    const outside = new Float32Array(map.length - evidence);
    let [nextInside, nextOutside] = [0, 0];
    for (let pixel = 0; pixel < map.length; pixel++) {
      if (mask[pixel]) inside[nextInside++] = map[pixel]!;
      else outside[nextOutside++] = map[pixel]!;
    }
    inside.sort();
    outside.sort();
    return pairsWon(inside, outside) / (inside.length * outside.length);
  },
};

/** Pairs in which the first array's value is larger, ties half. Both sorted, ascending. */
function pairsWon(first: Float32Array, second: Float32Array): number {
  let won = 0;
  let below = 0;
  let notAbove = 0;
  for (const value of first) {
    while (below < second.length && second[below]! < value) below++;
    while (notAbove < second.length && second[notAbove]! <= value) notAbove++;
    won += (below + notAbove) / 2;
  }
  return won;
}
