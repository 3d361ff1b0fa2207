import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Rules that depend on colours: what else is accessible on paper is so in the dark. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

interface Scope {
  /** Selector of the part that is looked at. */
  readonly within?: string;
  readonly coloursOnly?: boolean;
}

/** The rules of axe that a page breaks, each with the elements that break it. */
export async function violationsOn(
  page: Page,
  { within, coloursOnly = false }: Scope = {},
): Promise<string[]> {
  // Our pages hold no frames; to look through frames axe would open another page each time.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  if (within !== undefined) axe.include(within);
  if (coloursOnly) axe.withRules(OF_COLOURS);
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
}
