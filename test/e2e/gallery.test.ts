import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Contrasts } from '../../compute/results/contrasts.ts';
import type { GalleryOthers } from '../../compute/results/galleryOthers.ts';
import { artefactSchema } from '../../compute/results/artefacts.ts';
import { formatScale } from '../../src/results/numberFormat.ts';
import { describeInBrowser } from './inBrowser.ts';

/** A published file of MNIST, as a reader can fetch it. */
async function readPublished(page: Page, base: string, file: string): Promise<unknown> {
  const address = `${base}results/mnist/${file}`;
  const text = await page.evaluate(async (from) => (await fetch(from)).text(), address);
  return artefactSchema(file)!.parse(JSON.parse(text));
}

describeInBrowser('the gallery', ({ site, open }) => {
  it('keeps image, methods, scale and layers in its address', async () => {
    const { page, problems, close } = await open(`${site.base}gallery/`);
    await page
      .getByRole('radio', { name: /^Test image \d+: 8/ })
      .first()
      .check();
    await page.getByRole('checkbox', { name: 'LIME' }).first().uncheck();
    await page.getByRole('radio', { name: 'shared' }).first().check();
    const choice = new URL(page.url()).searchParams;
    expect(Object.fromEntries(choice)).toMatchObject({
      image: '24',
      methods: 'kernel-shap,lrp',
      scale: 'shared',
      layers: 'alone',
    });
    await page.reload();
    expect(await page.locator('[data-image-name]').first().innerText()).toMatch(/: 8\.$/);
    expect(await page.locator('[data-method="lime"]').first().isVisible()).toBe(false);
    const shown = page.locator('[data-method="lrp"] .shared-scale').first();
    expect(await shown.isVisible()).toBe(true);
    expect(
      await shown.locator('.map').evaluate((map) => map.style.getPropertyValue('--column')),
    ).toBe('4');
    expect(problems).toEqual([]);
    await close();
  });

  it('opens the set of images that its address names, and keeps another choice', async () => {
    const { page, problems, close } = await open(
      `${site.base}gallery/?set=cifar10-gallery&image=4`,
    );
    const sets = page.locator('[data-set]');
    const visible = () =>
      sets.evaluateAll((sections) =>
        sections
          .filter((section) => section.checkVisibility())
          .map((section) => section.getAttribute('data-set')),
      );
    expect(await visible()).toEqual(['cifar10-gallery']);
    const photographs = page.locator('[data-set="cifar10-gallery"]');
    expect(await photographs.locator('[data-strip] :checked').inputValue()).toBe('4');
    const chosen = await photographs.locator('[data-strip] :checked').getAttribute('data-name');
    expect(await photographs.locator('[data-image-name]').innerText()).toBe(`${chosen!}.`);
    await page.locator('[name="set"][value="mnist-gallery"]').check();
    expect(await visible()).toEqual(['mnist-gallery']);
    expect(new URL(page.url()).searchParams.get('set')).toBe('mnist-gallery');
    expect(problems).toEqual([]);
    await close();
  });

  it('sets the predicted class of the chosen image against the runner-up', async () => {
    const { page, problems, close } = await open(`${site.base}gallery/?image=9`);
    const contrast = page.locator('[data-set="mnist-gallery"] [data-contrast]');
    expect(await contrast.locator('[data-question]').innerText()).toBe('Why 3, not 8?');
    await page.getByRole('radio', { name: 'Test image 6103: 3', exact: true }).first().check();
    expect(await contrast.locator('[data-question]').innerText()).toBe('Why 3, not 5?');
    expect(await contrast.locator('[data-contrast-answer]').innerText()).toMatch(
      /^The logit of 3 is \d+\.\d\d ahead of that of 5, .* blue, for 5 against 3\.$/,
    );
    const lrp = contrast.locator('[data-method="lrp"]');
    const map = lrp.locator('.own-scale .map');
    expect(await map.getAttribute('aria-label')).toMatch(/^LRP map of 3 against 5: strongest/);
    const published = (await readPublished(page, site.base, 'contrasts.json')) as Contrasts;
    const entry = published.methods.find(({ id }) => id === 'lrp')!.maps[11]!;
    expect(await lrp.locator('[data-own-scale]').innerText()).toBe(`±${entry.scale.toFixed(2)}`);
    expect(
      await map.evaluate(({ style }) =>
        ['--column', '--row'].map((name) => style.getPropertyValue(name)),
      ),
    ).toEqual(['1', '1']);
    await page.getByRole('radio', { name: 'shared' }).first().check();
    expect(await map.isVisible()).toBe(false);
    expect(await lrp.locator('.shared-scale .map').isVisible()).toBe(true);
    await page.getByRole('checkbox', { name: 'LRP' }).first().uncheck();
    expect(await lrp.isVisible()).toBe(false);
    // The hardest images have no such maps.
    expect(await page.locator('[data-set="mnist-hardest"] [data-contrast]').count()).toBe(0);
    expect(problems).toEqual([]);
    await close();
  });

  it('says so of the first image without JavaScript, on a phone', async () => {
    const { page, close } = await open(`${site.base}gallery/`, {
      javaScriptEnabled: false,
      viewport: { width: 375, height: 800 },
    });
    const contrast = page.locator('[data-set="mnist-gallery"] [data-contrast]');
    expect(await contrast.locator('[data-question]').innerText()).toBe('Why 0, not 9?');
    expect(await contrast.locator('.own-scale .map').count()).toBe(3);
    await page.getByRole('radio', { name: 'shared' }).first().check();
    expect(await contrast.locator('.shared-scale .map').first().isVisible()).toBe(true);
    const { x, width } = (await contrast.boundingBox())!;
    expect(x + width).toBeLessThanOrEqual(375);
    await close();
  });
});

describeInBrowser('the further methods of the gallery', ({ site, open }) => {
  const DIGITS = '[data-set="mnist-gallery"]';
  const atlases = (requests: readonly string[]) =>
    requests.flatMap((request) => /gallery-others-[\w-]+\.png/.exec(request)?.[0] ?? []);

  it('stand beside the three once they are chosen, by keyboard alone, and are loaded then', async () => {
    const { page, problems, requests, close } = await open(`${site.base}gallery/?image=12`);
    await page.waitForLoadState('networkidle');
    expect(atlases(requests)).toEqual([]);
    const digits = page.locator(DIGITS);
    const camera = digits.locator('[data-maps] [data-method="grad-cam"]');
    expect(await camera.isVisible()).toBe(false);

    const summary = digits.getByText('More methods').first();
    await summary.focus();
    await page.keyboard.press('Enter');
    const boxes = digits.locator('[data-others] input');
    const published = (await readPublished(
      page,
      site.base,
      'gallery-others.json',
    )) as GalleryOthers;
    expect(await boxes.evaluateAll((all) => all.map((box) => box.getAttribute('value')))).toEqual(
      published.methods.map(({ id }) => id),
    );
    const place = published.methods.findIndex(({ id }) => id === 'grad-cam');
    for (let at = 0; at <= place; at++) await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await camera.waitFor();

    const { files, maps, sharedScale } = published.methods[place]!;
    await expect.poll(() => atlases(requests)).toEqual([files.ownLight]);
    const map = camera.locator('.own-scale .map');
    expect(
      await map.evaluate((tile) => [
        getComputedStyle(tile).backgroundImage,
        tile.style.getPropertyValue('--column'),
        tile.style.getPropertyValue('--row'),
      ]),
    ).toEqual([`url("${site.origin}${site.base}results/mnist/${files.ownLight}")`, '2', '1']);
    expect(await map.getAttribute('aria-label')).toBe('Grad-CAM map on its own scale');
    expect(await camera.locator('[data-own-scale]').innerText()).toBe(formatScale(maps[12]!.scale));
    expect(await summary.innerText()).toBe('More methods (1 shown)');
    const words = digits.locator('.other-methods-words p:visible');
    expect(await words.allInnerTexts()).toEqual([
      expect.stringMatching(/^Grad-CAM\. .* There is no blue in these maps\.$/),
    ]);

    await digits.getByRole('radio', { name: 'shared' }).check();
    const shared = camera.locator('.shared-scale');
    expect(await shared.locator('.map-size').innerText()).toBe(formatScale(sharedScale));
    await expect.poll(() => atlases(requests)).toEqual([files.ownLight, files.sharedLight]);
    const found = await new AxeBuilder({ page }).include('main').analyze();
    expect(found.violations.map(({ id }) => id)).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  });

  it('are kept in the address, which may name what does not exist', async () => {
    const { page, problems, close } = await open(
      `${site.base}gallery/?set=cifar10-gallery&methods=lrp,tea-leaves,gradient`,
    );
    const photographs = page.locator('[data-set="cifar10-gallery"]');
    const shown = () =>
      photographs
        .locator('[data-maps] [data-method]:visible')
        .evaluateAll((maps) => maps.map((map) => map.getAttribute('data-method')));
    expect(await shown()).toEqual(['lrp', 'gradient']);
    expect(new URL(page.url()).searchParams.get('methods')).toBe('lrp,gradient');
    await photographs.getByText('More methods').first().click();
    await photographs.getByRole('checkbox', { name: 'RISE' }).check();
    await photographs.getByRole('checkbox', { name: 'Gradient', exact: true }).uncheck();
    await page.reload();
    expect(await shown()).toEqual(['lrp', 'rise']);
    expect(await page.locator('[data-set$="-hardest"] [data-others]').count()).toBe(0);
    expect(problems).toEqual([]);
    await close();
  });

  it('leave room for the maps on a phone, by touch', async () => {
    const { page, problems, close } = await open(`${site.base}gallery/`, {
      hasTouch: true,
      viewport: { width: 375, height: 800 },
    });
    const digits = page.locator(DIGITS);
    await digits.getByText('More methods').first().tap();
    await digits.getByText('SmoothGrad', { exact: true }).tap();
    const maps = digits.locator('[data-maps] [data-method="smooth-grad"]');
    await maps.scrollIntoViewIfNeeded();
    const { x, y, width } = (await maps.boundingBox())!;
    expect(x + width).toBeLessThanOrEqual(375);
    const picker = (await digits.locator('.picker').boundingBox())!;
    expect(picker.y + picker.height).toBeLessThanOrEqual(y);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      375,
    );
    expect(problems).toEqual([]);
    await close();
  });

  it('are not offered without JavaScript, and nothing of them is loaded', async () => {
    const { page, requests, close } = await open(`${site.base}gallery/`, {
      javaScriptEnabled: false,
    });
    await page.waitForLoadState('networkidle');
    expect(await page.locator(`${DIGITS} .other-methods`).isVisible()).toBe(false);
    expect(await page.locator(`${DIGITS} [data-maps] [data-method]:visible`).count()).toBe(3);
    expect(atlases(requests)).toEqual([]);
    await close();
  });
});
