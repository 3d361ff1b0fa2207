import type { Element } from 'hast';
import type { Heading, Node, Root, RootContent } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { SKIP, visit } from 'unist-util-visit';
import type { Chapter, ReportIndex } from './reportIndex.ts';
import { headingSlug } from './headingSlug.ts';
import { inlineElement, isMdxElement, textAttribute } from './syntaxTree.ts';

/** Display formula as remark-math parses it. */
interface MathNode {
  readonly type: 'math';
  value: string;
  /** What stands behind the opening `$$`. */
  meta?: string | null;
  readonly data: { hChildren: Element[] };
}

const EQUATION_LABEL = /^\s*\{#(eq:[\w-]+)\}\s*$/;

/** Gives sections their anchors and, in numbered chapters, their numbers. Returns their labels. */
export function numberHeadings(tree: Root, chapter: Chapter, index: ReportIndex): string[] {
  const labels: string[] = [];
  const anchors = new Set<string>();
  visit(tree, 'heading', (heading: Heading) => {
    const text = toString(heading);
    const anchor = headingSlug(text);
    if (anchors.has(anchor)) {
      const line = heading.position?.start.line ?? 0;
      throw new Error(
        `${chapter.file}:${String(line)}: a second heading has the anchor "${anchor}"; rename one`,
      );
    }
    anchors.add(anchor);
    heading.data = { ...heading.data, hProperties: { id: anchor } };
    const label = index.labels.get(`sec:${chapter.slug}/${anchor}`);
    if (heading.depth !== 2 || !label) return;
    labels.push(label.name);
    heading.children.unshift(
      inlineElement('span', { className: 'heading-number' }, [
        { type: 'text', value: label.number },
      ]),
      { type: 'text', value: ' ' },
    );
  });
  return labels;
}

/** Tags every labelled display formula with its number. Returns the labels. */
export function numberEquations(tree: Root, chapter: Chapter, index: ReportIndex): string[] {
  const labels: string[] = [];
  visit(tree, (node, position, parent) => {
    if (node.type !== ('math' as string)) return;
    const math = node as unknown as MathNode;
    if (math.meta === null || math.meta === undefined || math.meta === '') return;
    const name = EQUATION_LABEL.exec(math.meta)?.[1];
    const label = name === undefined ? undefined : index.labels.get(name);
    if (!label || !parent || position === undefined) {
      const line = node.position?.start.line ?? 0;
      throw new Error(
        `${chapter.file}:${String(line)}: cannot read "${math.meta}" behind $$; write {#eq:name}`,
      );
    }
    labels.push(label.name);
    math.value = `${math.value}\n\\tag{${label.number}}`;
    const code = math.data.hChildren[0]!;
    code.children = [{ type: 'text', value: math.value }];
    const wrapper = {
      type: 'reportEquation',
      data: { hName: 'div', hProperties: { id: label.anchor, className: 'equation' } },
      children: [node],
    };
    parent.children[position] = wrapper as unknown as RootContent;
    return SKIP;
  });
  return labels;
}

/** Hands every labelled component (figure, table) its number. Returns the labels. */
export function numberBlocks(tree: Root, chapter: Chapter, index: ReportIndex): string[] {
  const labels: string[] = [];
  visit(tree as Node, (node: Node) => {
    if (!isMdxElement(node)) return;
    const name = textAttribute(node, 'label')?.value as string | undefined;
    if (name === undefined) return;
    const label = index.labels.get(name);
    if (label?.chapter.slug !== chapter.slug) {
      const line = node.position?.start.line ?? 0;
      throw new Error(
        `${chapter.file}:${String(line)}: cannot number "${name}"; ` +
          'write label="fig:name" or label="tbl:name" as plain text',
      );
    }
    labels.push(name);
    node.attributes.push({ type: 'mdxJsxAttribute', name: 'number', value: label.number });
  });
  return labels;
}
