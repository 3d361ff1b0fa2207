import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeInBrowser } from './inBrowser.ts';

/** A group of rows as it stands on the page. */
interface ShownGroup {
  readonly title: string;
  readonly names: readonly string[];
  /** Of the column asked for; null where it was not measured. */
  readonly values: readonly (number | null)[];
}

const headOf = (page: Page, column: number): Locator =>
  page.locator('table[data-sortable] thead th').nth(column);

/** The groups of the table, their rows from the top. */
function groupsShown(page: Page, column: number): Promise<ShownGroup[]> {
  return page.locator('table[data-sortable] tbody').evaluateAll(
    (bodies, at) =>
      bodies.map((body) => {
        const [title, ...rows] = [...(body as HTMLTableSectionElement).rows];
        return {
          title: title!.innerText,
          names: rows.map((row) => row.cells[0]!.innerText),
          values: rows.map((row) => {
            const value = row.cells[at]!.dataset['value'];
            return value === undefined ? null : Number(value);
          }),
        };
      }),
    column,
  );
}

/** What was not measured comes last, whatever the direction. */
function sorted(values: readonly (number | null)[], sign: number): (number | null)[] {
  const measured = values.filter((value) => value !== null);
  const ordered = measured.sort((first, second) => sign * (first - second));
  return [...ordered, ...values.filter((value) => value === null)];
}

/** Expects every group to hold the rows it held, ordered by the column. */
async function expectSorted(
  page: Page,
  column: number,
  direction: 'ascending' | 'descending',
  before: readonly ShownGroup[],
): Promise<void> {
  expect(await headOf(page, column).getAttribute('aria-sort')).toBe(direction);
  expect(await page.locator('table[data-sortable] [aria-sort]').count()).toBe(1);
  const now = await groupsShown(page, column);
  expect(now.map(({ title }) => title)).toEqual(before.map(({ title }) => title));
  now.forEach(({ names, values }, group) => {
    const { names: namesBefore, values: valuesBefore } = before[group]!;
    expect(values).toEqual(sorted(valuesBefore, direction === 'ascending' ? 1 : -1));
    const valueOf = new Map(namesBefore.map((name, row) => [name, valuesBefore[row]]));
    expect([...names].sort()).toEqual([...namesBefore].sort());
    expect(names.map((name) => valueOf.get(name))).toEqual(values);
  });
}

describeInBrowser('the table of all metrics', ({ site, open }) => {
  it('is sorted by the head that is clicked, largest first, then smallest first', async () => {
    const { page, problems, close } = await open(`${site.base}metrics/`);
    const columns = await page.locator('table[data-sortable] thead th').count();
    expect(columns).toBeGreaterThan(24);
    for (const column of [1, columns - 1]) {
      const before = await groupsShown(page, column);
      // One order is not the other, so that sorting must move rows.
      expect(new Set(before[0]!.values).size).toBeGreaterThan(2);
      const button = headOf(page, column).getByRole('button');
      await button.click();
      await expectSorted(page, column, 'descending', before);
      await button.click();
      await expectSorted(page, column, 'ascending', before);
    }
    expect(problems).toEqual([]);
    await close();
  });

  it('is sorted by the keyboard, from head to head', async () => {
    const { page, problems, close } = await open(`${site.base}metrics/`);
    expect(await page.locator('table[data-sortable] [aria-sort]').count()).toBe(0);
    const before = await Promise.all([1, 2].map((column) => groupsShown(page, column)));
    await headOf(page, 1).getByRole('button').focus();
    await page.keyboard.press('Enter');
    await expectSorted(page, 1, 'descending', before[0]!);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expectSorted(page, 2, 'descending', before[1]!);
    await page.keyboard.press('Space');
    await expectSorted(page, 2, 'ascending', before[1]!);
    expect(problems).toEqual([]);
    await close();
  });
});
