import { expect, it } from 'vitest';
import { violationsOn } from './accessibility.ts';
import { describeInBrowser } from './inBrowser.ts';

const noScript = { javaScriptEnabled: false };

describeInBrowser('the components of chapters, without JavaScript', ({ site, open }) => {
  it('puts maps on one scale and back', async () => {
    const { page, close } = await open(`${site.base}visual-comparison/`, noScript);
    const own = page.locator('.own-scale').first();
    const shared = page.locator('.shared-scale').first();
    expect([await own.isVisible(), await shared.isVisible()]).toEqual([true, false]);
    await page.getByLabel('one for a method').first().check();
    expect([await own.isVisible(), await shared.isVisible()]).toEqual([false, true]);
    await page.getByLabel('its own for each map').first().check();
    expect([await own.isVisible(), await shared.isVisible()]).toEqual([true, false]);
    await close();
  });

  it('lets each gallery of a page have its own scale', async () => {
    const { page, close } = await open(`${site.base}planted-evidence/`, noScript);
    const shared = (figure: string) => page.locator(`#${figure} .shared-scale`).first();
    const first = 'fig-specimens-planted-single';
    const second = 'fig-specimens-planted-pair';
    await page.locator(`#${first}`).getByLabel('one for a method').check();
    expect(await shared(first).isVisible()).toBe(true);
    expect(await shared(second).isVisible()).toBe(false);
    await page.locator(`#${second}`).getByLabel('one for a method').check();
    expect(await shared(first).isVisible()).toBe(true);
    await close();
  });

  it('magnifies maps by a whole number and does not smooth them', async () => {
    const { page, close } = await open(`${site.base}visual-comparison/`, noScript);
    const map = page.locator('.own-scale .map').first();
    expect((await map.boundingBox())!.width % 28).toBe(0);
    const rendering = await map.evaluate((element) => getComputedStyle(element).imageRendering);
    expect(rendering).toBe('pixelated');
    await close();
  });

  it('shows what a claim was held against when the reader comes to it', async () => {
    const { page, close } = await open(`${site.base}degradation/`, noScript);
    const claim = page.locator('.claim').first();
    const note = claim.locator('.claim-note');
    expect(await note.isVisible()).toBe(false);
    await claim.focus();
    expect(await note.innerText()).toMatch(
      /^Checked when this page was built: [a-z\d]+ [\w.~-]+ = .*95\s%/,
    );
    const { x, width } = (await note.boundingBox())!;
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(page.viewportSize()!.width);
    await close();
  });

  it('unfolds data and provenance of a figure', async () => {
    const { page, close } = await open(`${site.base}degradation/`, noScript);
    const figure = page.locator('#fig-degradation-mnist');
    await figure.getByText('Data', { exact: true }).click();
    expect(await figure.locator('.data-table').isVisible()).toBe(true);
    await figure.getByText('Provenance', { exact: true }).click();
    expect(await figure.locator('.provenance-card').innerText()).toMatch(
      /Fingerprint\s+[0-9a-f]{12}/,
    );
    await close();
  });

  it('leads to the data of a figure that are too many for its chapter', async () => {
    const { page, problems, close } = await open(`${site.base}degradation/`, noScript);
    const figure = page.locator('#fig-degraded-confusion-mnist');
    await figure.getByText('Data', { exact: true }).click();
    await figure.locator('.own-page a').click();
    await page.waitForURL(/\/data\/fig-degraded-confusion-mnist\/$/);
    expect(await page.locator('.data-table tbody tr').count()).toBe(100);
    expect(problems).toEqual([]);
    await close();
  });
});

describeInBrowser('data that are too many for their chapter', ({ site, open }) => {
  const address = `${site.base}degradation/`;
  const id = 'fig-degraded-confusion-mnist';

  it('come when they are unfolded, once', async () => {
    const { page, problems, requests, close } = await open(address);
    const loaded = () => requests.filter((request) => request.includes('/data/')).length;
    const summary = page.locator(`#${id}`).getByText('Data', { exact: true });
    const rows = page.locator(`#${id} .data-table tbody tr`);
    expect([loaded(), await rows.count()]).toEqual([0, 0]);
    await summary.click();
    await expect.poll(() => rows.count()).toBe(100);
    expect(await rows.last().isVisible()).toBe(true);
    expect(await violationsOn(page, { within: `#${id}` })).toEqual([]);
    await summary.click();
    await summary.click();
    expect([loaded(), await rows.count()]).toEqual([1, 100]);
    expect(problems).toEqual([]);
    await close();
  });

  it('stay behind their link where they cannot be loaded', async () => {
    const { page, close } = await open(address);
    await page.route('**/data/**', (route) => route.fulfill({ status: 404 }));
    const figure = page.locator(`#${id}`);
    const answer = page.waitForResponse('**/data/**');
    await figure.getByText('Data', { exact: true }).click();
    await answer;
    expect(await figure.locator('.own-page a').isVisible()).toBe(true);
    await close();
  });
});
