import { strongestRegion } from '../demos/words/strongestRegion.ts';
import type { GalleryContrasts } from '../results/galleryContrasts.ts';
import { formatNumber, formatScale } from '../results/numberFormat.ts';

/** What the gallery says of an image's predicted class against the runner-up. */
export interface ContrastWords {
  /** E.g. `Why 3, not 8?` */
  readonly question: string;
  readonly answer: string;
  /** One a method: where its map is strongest, and the relevance of full colour. */
  readonly alternatives: readonly string[];
  readonly scales: readonly string[];
}

export function contrastWords(
  { contrasts: { images, methods, classNames }, maps }: GalleryContrasts,
  position: number,
): ContrastWords {
  const { predicted, runnerUp, difference } = images[position]!;
  const [own, other] = [classNames[predicted]!, classNames[runnerUp]!];
  return {
    question: `Why ${own}, not ${other}?`,
    answer:
      `The logit of ${own} is ${formatNumber(difference)} ahead of that of ${other}, the runner-up. ` +
      `Vermilion is evidence for ${own} against ${other}; blue, for ${other} against ${own}.`,
    alternatives: methods.map(({ id, title, maps: entries }) => {
      const map = Float32Array.from(maps[id]![position]!);
      const against = map.map((relevance) => -relevance);
      return (
        `${title} map of ${own} against ${other}: ${strongest(own, map)}, ` +
        `${strongest(other, against)}; it adds up to ${formatNumber(entries[position]!.sum)}`
      );
    }),
    scales: methods.map(({ maps: entries }) => formatScale(entries[position]!.scale)),
  };
}

/** Where what speaks for a class is strongest. */
function strongest(name: string, map: Float32Array): string {
  const region = strongestRegion(map);
  return region === undefined ? `nothing for ${name}` : `strongest for ${name} at the ${region}`;
}
