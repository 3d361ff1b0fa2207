import { exampleNetwork } from '../results/exampleNetwork.ts';
import { studyResults } from '../results/studyResults.ts';
import { makeOpeningImage } from './makeOpeningImage.ts';
import type { OpeningImage } from './openingImage.ts';

const made = new Map<string, Promise<OpeningImage>>();

/** An image of a study's gallery for the first page, made once while the site is built. */
export function openingImage(study: string, position: number): Promise<OpeningImage> {
  const key = `${study} ${String(position)}`;
  const making = made.get(key) ?? make(study, position);
  made.set(key, making);
  return making;
}

async function make(study: string, position: number): Promise<OpeningImage> {
  const results = studyResults(study);
  const gallery = results.gallery();
  const network = await exampleNetwork(`${study}/${gallery.network}`);
  return makeOpeningImage(network, gallery, results.galleryMaps(), position);
}
