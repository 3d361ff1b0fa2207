import { basename, extname } from 'node:path';
import type { Root } from 'mdast';
import { readBibliography } from './bibliography.ts';
import { readReportIndex } from './chapterFiles.ts';
import { GLOSSARY, glossaryTerms, linkTerms } from './glossary.ts';
import { numberBlocks, numberEquations, numberHeadings } from './numbering.ts';
import { linkReferences } from './linkReferences.ts';
import { prefixInternalLinks } from './internalLinks.ts';
import { narrowPercentSigns } from './percentSigns.ts';
import { placeComponents } from './places.ts';

export interface RemarkReportOptions {
  /** Base path of the site, with a slash at both ends. */
  readonly base: string;
  /** Folder of the project; the current folder unless given. */
  readonly root?: string;
}

/**
 * Turns labels, references and citations of a chapter into numbers and links. All errors stop the
 * build and name file, line and label.
 */
export function remarkReport({ base, root = process.cwd() }: RemarkReportOptions) {
  return (tree: Root, file: { readonly path?: string }): void => {
    const slug = basename(file.path ?? '', extname(file.path ?? ''));
    const index = readReportIndex(root);
    const chapter = index.chapters.find((candidate) => candidate.slug === slug);
    if (!chapter) return;
    const defined = [
      ...numberHeadings(tree, chapter, index),
      ...numberEquations(tree, chapter, index),
      ...numberBlocks(tree, chapter, index),
    ];
    for (const label of index.labels.values()) {
      if (label.chapter.slug === slug && label.anchor !== '' && !defined.includes(label.name)) {
        throw new Error(
          `${label.chapter.file}:${String(label.line)}: label "${label.name}" is written where ` +
            'it has no effect',
        );
      }
    }
    linkReferences(tree, { file: chapter.file, index, works: readBibliography(root), base });
    const glossary = index.chapters.find((candidate) => candidate.slug === GLOSSARY);
    if (glossary && glossary !== chapter) linkTerms(tree, glossaryTerms(glossary), base);
    prefixInternalLinks(tree, base);
    narrowPercentSigns(tree);
    placeComponents(tree, chapter.file);
  };
}
