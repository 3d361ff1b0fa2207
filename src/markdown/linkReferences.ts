import type { Parent, PhrasingContent, Root, Text } from 'mdast';
import { SKIP, visit } from 'unist-util-visit';
import { underBase } from '../site/base.ts';
import { requireWork, type Work } from './bibliography.ts';
import { parseReferences, type Reference } from './referenceSyntax.ts';
import { labelPath, labelText, type ReportIndex } from './reportIndex.ts';
import { inlineElement } from './syntaxTree.ts';

export interface LinkContext {
  /** Shown in errors. */
  readonly file: string;
  readonly index: ReportIndex;
  readonly works: ReadonlyMap<string, Work>;
  readonly base: string;
}

/** Replaces every bracket such as `[@eq:shapley]` or `[@bach2015, p. 3]` by links. */
export function linkReferences(tree: Root, context: LinkContext): void {
  visit(tree, 'text', (node: Text, position, parent: Parent | undefined) => {
    const brackets = parseReferences(node.value);
    if (brackets.length === 0 || !parent || position === undefined) return;
    const place = `${context.file}:${String(node.position?.start.line ?? 0)}`;
    const parts: PhrasingContent[] = [];
    let written = 0;
    for (const { references, start, end } of brackets) {
      if (start > written) parts.push(text(node.value.slice(written, start)));
      parts.push(...linkBracket(references, context, place));
      written = end;
    }
    if (written < node.value.length) parts.push(text(node.value.slice(written)));
    parent.children.splice(position, 1, ...parts);
    return [SKIP, position + parts.length];
  });
}

function linkBracket(
  references: readonly Reference[],
  context: LinkContext,
  place: string,
): PhrasingContent[] {
  const citations = references.every(({ kind }) => kind === 'citation');
  if (!citations && references.some(({ kind }) => kind === 'citation')) {
    throw new Error(`${place}: one bracket refers to labels and works; write two`);
  }
  const links = references.map((reference) =>
    citations ? citation(reference, context, place) : crossReference(reference, context, place),
  );
  const separator = citations ? '; ' : ', ';
  const joined = links.flatMap((link, position) =>
    position === 0 ? [link] : [text(separator), link],
  );
  return citations ? [text('('), ...joined, text(')')] : joined;
}

function crossReference(
  { target }: Reference,
  { index, base }: LinkContext,
  place: string,
): PhrasingContent {
  const label = index.labels.get(target);
  if (!label) throw new Error(`${place}: unknown label "${target}"`);
  const href = underBase(base, labelPath(label));
  return inlineElement('a', { href, className: 'cross-reference' }, [text(labelText(label))]);
}

function citation(
  { target, yearOnly, locator }: Reference,
  { works, base }: LinkContext,
  place: string,
): PhrasingContent {
  const work = requireWork(works, target, place);
  const words = yearOnly ? work.year : work.short;
  const href = underBase(base, `/references/#ref-${target}`);
  return inlineElement('a', { href, className: 'citation', title: work.title }, [
    text(locator === undefined ? words : `${words}, ${locator}`),
  ]);
}

function text(value: string): Text {
  return { type: 'text', value };
}
