import type { Element, Nodes, Parents, Root } from 'hast';
import { SKIP, visit } from 'unist-util-visit';

/** What must not begin a line. */
const CLOSING = /^[.,;:!?)\]”’…]+/;

/**
 * Keeps a comma or full stop on the line of the formula in front of it: browsers may break a line
 * next to an inline formula even there. Placed after rehype-katex.
 */
export function rehypeMathPunctuation() {
  return (tree: Root): void => {
    visit(tree, 'element', (formula: Element, position, parent: Parents | undefined) => {
      if (!isInlineFormula(formula) || !parent || position === undefined) return;
      const next = parent.children[position + 1];
      const closing = next?.type === 'text' ? CLOSING.exec(next.value)?.[0] : undefined;
      if (next?.type !== 'text' || closing === undefined) return;
      next.value = next.value.slice(closing.length);
      const kept: Element = {
        type: 'element',
        tagName: 'span',
        properties: { className: ['kept-together'] },
        children: [formula, { type: 'text', value: closing }],
      };
      (parent.children as Nodes[])[position] = kept;
      return [SKIP, position + 1];
    });
  };
}

function isInlineFormula({ tagName, properties }: Element): boolean {
  const { className } = properties;
  return tagName === 'span' && Array.isArray(className) && className.includes('katex');
}
