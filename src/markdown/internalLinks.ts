import type { Definition, Image, Link, Node, Root } from 'mdast';
import { visit } from 'unist-util-visit';
import { underBase } from '../site/base.ts';
import { isMdxElement, textAttribute } from './syntaxTree.ts';

/**
 * Chapters link from the root of the report (`/methods/`); this puts the base path in front, in
 * Markdown links and in the `href` and `src` of elements alike.
 */
export function prefixInternalLinks(tree: Root, base: string): void {
  visit(tree as Node, (node: Node) => {
    if (node.type === 'link' || node.type === 'definition' || node.type === 'image') {
      const link = node as Link | Definition | Image;
      link.url = prefixed(link.url, base);
    } else if (isMdxElement(node) && node.name !== null && /^[a-z]/.test(node.name)) {
      for (const name of ['href', 'src']) {
        const attribute = textAttribute(node, name);
        if (attribute) attribute.value = prefixed(attribute.value as string, base);
      }
    }
  });
}

function prefixed(address: string, base: string): string {
  const internal = address.startsWith('/') && !address.startsWith('//');
  return internal ? underBase(base, address) : address;
}
