import { parseReferences } from './referenceSyntax.ts';
import { headingSlug } from './headingSlug.ts';

/** A chapter as it lies in `content/chapters`. */
export interface ChapterSource {
  /** Shown in errors, e.g. `content/chapters/methods.mdx`. */
  readonly file: string;
  readonly slug: string;
  readonly title: string;
  /** Chapters are sorted by it. */
  readonly order: number;
  /** False for matter such as the list of references. */
  readonly numbered: boolean;
  /** The text below the frontmatter, with empty lines in its place so that line numbers hold. */
  readonly body: string;
}

export interface Chapter extends ChapterSource {
  /** 1, 2, … in order; undefined when not numbered. */
  readonly number: number | undefined;
}

export type LabelKind = 'eq' | 'fig' | 'tbl' | 'sec';

/** Something that can be referred to. */
export interface Label {
  /** With its kind, e.g. `eq:lrp-epsilon`. */
  readonly name: string;
  readonly kind: LabelKind;
  readonly chapter: Chapter;
  /** E.g. `3.2`. */
  readonly number: string;
  /** Identifier in the page; empty for a whole chapter. */
  readonly anchor: string;
  readonly line: number;
}

/** Everything that holds across chapters: their order, the numbers of labels, the keys cited. */
export interface ReportIndex {
  readonly chapters: readonly Chapter[];
  readonly labels: ReadonlyMap<string, Label>;
  /** Keys of cited works in order of first citation, with the place of that citation. */
  readonly cited: ReadonlyMap<string, string>;
}

const KIND_NAMES: Readonly<Record<LabelKind, string>> = {
  eq: 'Equation',
  fig: 'Figure',
  tbl: 'Table',
  sec: 'Section',
};

/** Words of a reference, e.g. `Figure 5.1`, with a space that does not break. */
export function labelText({ kind, number, anchor }: Label): string {
  const kindName = kind === 'sec' && anchor === '' ? 'Chapter' : KIND_NAMES[kind];
  return `${kindName}\u00a0${number}`;
}

/** Address from the root of the report. */
export function labelPath({ chapter, anchor }: Label): string {
  return `/${chapter.slug}/${anchor === '' ? '' : `#${anchor}`}`;
}

/**
 * Numbers all labels of all chapters and checks every reference.
 * @throws Error naming file, line and label: a label defined twice, defined and never referred to,
 *   referred to and nowhere defined, or outside of a numbered chapter
 */
export function buildReportIndex(sources: readonly ChapterSource[]): ReportIndex {
  let numbered = 0;
  const chapters = [...sources]
    .sort((first, second) => first.order - second.order)
    .map((source): Chapter => ({ ...source, number: source.numbered ? ++numbered : undefined }));
  const labels = new Map<string, Label>();
  for (const chapter of chapters) {
    for (const label of chapterLabels(chapter)) {
      const earlier = labels.get(label.name);
      if (earlier) {
        throw new Error(
          `${chapter.file}:${String(label.line)}: label "${label.name}" is already defined in ` +
            `${earlier.chapter.file}:${String(earlier.line)}`,
        );
      }
      labels.set(label.name, label);
    }
  }
  const used = new Set<string>();
  const cited = new Map<string, string>();
  for (const chapter of chapters) collectUses(chapter, labels, used, cited);
  for (const { name, kind, chapter, line } of labels.values()) {
    if (kind !== 'sec' && !used.has(name)) {
      throw new Error(
        `${chapter.file}:${String(line)}: label "${name}" is never referred to; ` +
          `write [@${name}] where the text speaks of it, or remove the label`,
      );
    }
  }
  return { chapters, labels, cited };
}

const LABEL_DEFINITIONS =
  /^[ \t]*\$\$[ \t]*\{#(?<equation>eq:[\w-]+)\}[ \t]*$|<[A-Z]\w*\s[^<>]*?\blabel="(?<block>(?:fig|tbl):[\w-]+)"|^(?<hashes>#{2})[ \t]+(?<heading>.+)$/gm;

function chapterLabels(chapter: Chapter): Label[] {
  const labels: Label[] = [];
  const counts = new Map<LabelKind, number>();
  const add = (kind: LabelKind, name: string, anchor: string, line: number) => {
    if (chapter.number === undefined) {
      if (kind === 'sec') return;
      throw new Error(
        `${chapter.file}:${String(line)}: label "${name}" stands in a chapter without a number`,
      );
    }
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const number = `${String(chapter.number)}.${String(count)}`;
    labels.push({ name, kind, chapter, number, anchor, line });
  };
  if (chapter.number !== undefined) {
    const number = String(chapter.number);
    labels.push({ name: `sec:${chapter.slug}`, kind: 'sec', chapter, number, anchor: '', line: 1 });
  }
  const text = withoutCode(chapter.body);
  for (const match of text.matchAll(LABEL_DEFINITIONS)) {
    const { equation, block, heading } = match.groups!;
    const line = lineAt(text, match.index);
    if (equation !== undefined) add('eq', equation, equation.replace(':', '-'), line);
    else if (block !== undefined) {
      add(block.startsWith('fig:') ? 'fig' : 'tbl', block, block.replace(':', '-'), line);
    } else if (heading !== undefined) {
      const slug = headingSlug(heading);
      add('sec', `sec:${chapter.slug}/${slug}`, slug, line);
    }
  }
  return labels;
}

function collectUses(
  chapter: Chapter,
  labels: ReadonlyMap<string, Label>,
  used: Set<string>,
  cited: Map<string, string>,
): void {
  const text = withoutCode(chapter.body);
  for (const { references, start } of parseReferences(text)) {
    const place = `${chapter.file}:${String(lineAt(text, start))}`;
    for (const { kind, target } of references) {
      if (kind === 'citation') {
        if (!cited.has(target)) cited.set(target, place);
      } else if (labels.has(target)) used.add(target);
      else throw new Error(`${place}: unknown label "${target}"`);
    }
  }
}

/** Blanks out what is no prose, keeping every line break: fenced code, code spans, comments. */
export function withoutCode(text: string): string {
  const blank = (part: string) => part.replace(/[^\n]/g, ' ');
  return text
    .replace(/^([ \t]*)(`{3,}|~{3,})[^\n]*\n[\s\S]*?^[ \t]*\2[ \t]*$/gm, blank)
    .replace(/\{\/\*[\s\S]*?\*\/\}/g, blank)
    .replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, blank);
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}
