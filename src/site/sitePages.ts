import { readReportIndex } from '../markdown/chapterFiles.ts';

/** Paths of all pages for readers, from the root of the report; frames and files are none. */
export function sitePages(): string[] {
  const { chapters } = readReportIndex(process.cwd());
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
