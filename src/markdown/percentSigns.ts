import type { Root } from 'mdast';
import { visit } from 'unist-util-visit';

/** Sets per cent signs as close to their numbers as results have them: by a narrow no-break space. */
export function narrowPercentSigns(tree: Root): void {
  visit(tree, 'text', (text) => {
    text.value = text.value.replace(/(\d)[ \u00a0]%/g, '$1\u202f%');
  });
}
