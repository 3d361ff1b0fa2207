import { getCollection, type CollectionEntry } from 'astro:content';
import { readReportIndex } from '../markdown/chapterFiles.ts';

/** A chapter as the lists of contents show it. */
export interface ListedChapter {
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  /** Undefined for matter without a number. */
  readonly number: number | undefined;
  readonly entry: CollectionEntry<'chapters'>;
}

/** All chapters in order, with their numbers. */
export async function chapterList(): Promise<ListedChapter[]> {
  const entries = new Map((await getCollection('chapters')).map((entry) => [entry.id, entry]));
  return readReportIndex(process.cwd()).chapters.map(({ slug, number }) => {
    const entry = entries.get(slug)!;
    const { title, description } = entry.data;
    return { slug, title, description, number, entry };
  });
}
