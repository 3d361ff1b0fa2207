import { parseChapter } from '../../src/markdown/chapterFiles.ts';
import { buildReportIndex, type ReportIndex } from '../../src/markdown/reportIndex.ts';

/** The index of chapters given by name and text; orders follow the place in the list. */
export function indexOf(chapters: Readonly<Record<string, string>>): ReportIndex {
  return buildReportIndex(
    Object.entries(chapters).map(([slug, body], position) =>
      parseChapter(`${slug}.mdx`, withFrontmatter(slug, position, body)),
    ),
  );
}

/** Four lines of frontmatter and the body. */
export function withFrontmatter(title: string, order: number, body: string): string {
  return `---\ntitle: ${title}\norder: ${String(order)}\n---\n${body}`;
}
