import { chapterList } from './chapters.ts';

/** Paths of all pages for readers, from the root of the report; frames and files are none. */
export async function sitePages(): Promise<string[]> {
  const chapters = await chapterList();
  return [
    '/',
    ...chapters.map(({ slug }) => `/${slug}/`),
    '/gallery/',
    '/compare/',
    '/plan/',
    '/metrics/',
    '/speed/',
    '/versions/',
  ];
}
