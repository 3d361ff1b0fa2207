import type { Node, Parent, PhrasingContent, Root, Text } from 'mdast';
import { SKIP, visit } from 'unist-util-visit';
import { underBase } from '../site/base.ts';
import { headingSlug } from './headingSlug.ts';
import { withoutCode, type ChapterSource } from './reportIndex.ts';
import { inlineElement, isMdxElement } from './syntaxTree.ts';

/** The chapter that defines the words of the report. */
export const GLOSSARY = 'glossary';

/** A word that the glossary defines. */
export interface GlossaryTerm {
  readonly name: string;
  /** How chapters may write it, the name among them. */
  readonly forms: readonly string[];
}

const DEFINITIONS = /<Term name="(?<name>[^"]+)"(?: forms="(?<forms>[^"]+)")?>/g;

/** Identifier of a definition in its page. */
export function termAnchor(name: string): string {
  return `term-${headingSlug(name)}`;
}

/**
 * The words that a glossary defines, in its order.
 * @throws Error naming file and word: one defined twice or out of alphabetical order
 */
export function glossaryTerms({
  file,
  body,
}: Pick<ChapterSource, 'file' | 'body'>): GlossaryTerm[] {
  const terms = [...withoutCode(body).matchAll(DEFINITIONS)].map(({ groups }) => ({
    name: groups!['name']!,
    forms: [groups!['name']!, ...(groups!['forms']?.split(',') ?? []).map((form) => form.trim())],
  }));
  terms.forEach(({ name }, place) => {
    const before = terms[place - 1]?.name;
    if (before !== undefined && before.toLowerCase() >= name.toLowerCase()) {
      throw new Error(`${file}: "${name}" must be defined once, and before "${before}"`);
    }
  });
  return terms;
}

/** What holds no running text, or text that is a link or a formula already. */
const CLOSED = [
  'code',
  'heading',
  'inlineCode',
  'inlineMath',
  'link',
  'math',
  'reportInline',
  'table',
];
const CLOSED_ELEMENTS = ['Claim', 'Given', 'Term', 'a', 'code', 'summary', 'table'];

/** Links the first use of every term in a chapter to its definition. Returns the names of the terms. */
export function linkTerms(tree: Root, terms: readonly GlossaryTerm[], base: string): string[] {
  const open = new Map(
    terms.flatMap(({ name, forms }) => forms.map((form) => [form.toLowerCase(), name] as const)),
  );
  const linked: string[] = [];
  visit(tree as Node, (node: Node, position: number | undefined, parent: Parent | undefined) => {
    if (isClosed(node)) return SKIP;
    if (node.type !== 'text' || !parent || position === undefined || open.size === 0) return;
    const { value } = node as Text;
    const found = wordsOf(open.keys()).exec(value);
    if (!found) return;
    const word = found[0];
    const name = open.get(word.toLowerCase())!;
    for (const [form, owner] of open) if (owner === name) open.delete(form);
    linked.push(name);
    const href = underBase(base, `/${GLOSSARY}/#${termAnchor(name)}`);
    const parts = [
      text(value.slice(0, found.index)),
      inlineElement('a', { href, className: 'term' }, [text(word)]),
      text(value.slice(found.index + word.length)),
    ];
    parent.children.splice(position, 1, ...(parts as PhrasingContent[]));
    // What follows in the same text may be the first use of another term.
    return [SKIP, position + 2];
  });
  return linked;
}

function isClosed(node: Node): boolean {
  if (isMdxElement(node)) return CLOSED_ELEMENTS.includes(node.name ?? '');
  return CLOSED.includes(node.type);
}

/** Whole words; of two that begin alike, the longer. */
function wordsOf(forms: Iterable<string>): RegExp {
  const longestFirst = [...forms].sort((first, second) => second.length - first.length);
  return new RegExp(`(?<![\\w-])(?:${longestFirst.join('|')})(?![\\w-])`, 'i');
}

function text(value: string): Text {
  return { type: 'text', value };
}
