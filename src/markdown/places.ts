import type { Node, Root } from 'mdast';
import { visit } from 'unist-util-visit';
import { isMdxElement } from './syntaxTree.ts';

/** Components that read results, and so can find that one is missing or no longer as claimed. */
const READ_RESULTS: readonly string[] = ['Claim', 'Figure', 'Result', 'ResultTable'];

/** Tells every component that reads results where it stands, for its errors. */
export function placeComponents(tree: Root, file: string): void {
  visit(tree as Node, (node: Node) => {
    if (!isMdxElement(node) || node.name === null || !READ_RESULTS.includes(node.name)) return;
    const value = `${file}:${String(node.position?.start.line ?? 0)}`;
    node.attributes.push({ type: 'mdxJsxAttribute', name: 'place', value });
  });
}
