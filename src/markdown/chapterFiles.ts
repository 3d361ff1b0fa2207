import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildReportIndex, type ChapterSource, type ReportIndex } from './reportIndex.ts';

const CHAPTER_FOLDER = join('content', 'chapters');

/**
 * The index of all chapters as they lie on disk now. Cheap enough to be built for every page, so a
 * page that changes while the site is being served renumbers the others.
 * @param root folder of the project
 */
export function readReportIndex(root: string): ReportIndex {
  const folder = join(root, CHAPTER_FOLDER);
  const files = readdirSync(folder).filter((name) => name.endsWith('.mdx'));
  return buildReportIndex(
    files.sort().map((name) => parseChapter(name, readFileSync(join(folder, name), 'utf8'))),
  );
}

/**
 * Splits a chapter into frontmatter and text. The content collection checks the frontmatter; this
 * reads the three fields that numbering needs.
 * @throws Error naming the file and the missing field
 */
export function parseChapter(name: string, source: string): ChapterSource {
  const file = `content/chapters/${name}`;
  const frontmatter = /^---\r?\n([\s\S]*?)\r?\n---\r?\n/.exec(source);
  if (!frontmatter) throw new Error(`${file}: begins without frontmatter (title and order)`);
  const field = (key: string) =>
    new RegExp(`^${key}:[ \\t]*(.+?)[ \\t]*$`, 'm').exec(frontmatter[1]!)?.[1];
  const title = field('title')?.replace(/^(['"])(.*)\1$/, '$2');
  const order = Number(field('order') ?? NaN);
  if (title === undefined) throw new Error(`${file}: frontmatter lacks the field "title"`);
  if (!Number.isFinite(order)) throw new Error(`${file}: frontmatter lacks the number "order"`);
  return {
    file,
    slug: name.replace(/\.mdx$/, ''),
    title,
    order,
    numbered: field('numbered') !== 'false',
    body: frontmatter[0].replace(/[^\n]/g, '') + source.slice(frontmatter[0].length),
  };
}
