import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { beforeAll, expect, inject, it } from 'vitest';
import { chooseEngine } from '../../../compute/engine/chooseEngine.ts';
import { foldBatchNorm } from '../../../compute/networks/foldBatchNorm.ts';
import {
  readRoundedNetwork,
  type RoundedHeader,
} from '../../../compute/networks/roundedWeights.ts';
import { evaluationsInPage } from '../../../src/demos/explain-picture/settings.ts';
import { tileOf } from '../../../src/demos/gallery/atlasImages.ts';
import { Explainer } from '../../../src/demos/worker/explainer.ts';
import type {
  ExplainAnswer,
  SegmentMapAnswer,
  SegmentMethodId,
} from '../../../src/demos/worker/messages.ts';
import { explainBySegments } from '../../../src/demos/worker/segmentMaps.ts';
import { detailAfter, expectExampleWithoutWeights, readBuilt } from './demo.ts';
import { expectAccessible, expectClose, expectSteady, expectUntouched } from './demoUse.ts';
import { describeInBrowser } from '../inBrowser.ts';
import { longTasksDuring } from './longTasks.ts';
import { knownTo, photograph } from './pictures.ts';

const { base } = inject('site');
/** A hundred answers of a large network take their time. */
const LONG = 600_000;
const PAGE = `${base}visual-comparison/`;

type Explained = ExplainAnswer & { readonly image: Float32Array };
type BySegments = Record<SegmentMethodId, SegmentMapAnswer> & { readonly target: number };

const explainedAfter = (page: Page, act: () => Promise<unknown>) =>
  detailAfter<Explained>(page, 'explain-picture', 'explained', act);

const bySegmentsAfter = (page: Page, act: () => Promise<unknown>) =>
  detailAfter<BySegments>(page, 'explain-picture', 'explained-by-segments', act);

const pick = (demo: Locator, position: number) =>
  demo.locator('[data-pick]').selectOption(String(position));

describeInBrowser('the demo of pictures', ({ open }) => {
  const explainer = new Explainer(readBuilt);
  let known: Awaited<ReturnType<typeof knownTo>>;
  let own: Buffer;

  beforeAll(async () => {
    own = await photograph();
    const { page, close } = await open(PAGE);
    known = await knownTo(page);
    await close();
    await chooseEngine('wasm');
    const header = JSON.parse(
      Buffer.from(await readBuilt(known.header)).toString('utf8'),
    ) as RoundedHeader;
    const binary = await readBuilt(known.binary);
    const stored = readRoundedNetwork(header, binary, known.binary, header.sha256);
    explainer.keep(known.header, foldBatchNorm(stored));
  });

  const choose = (demo: Locator, name: string, mimeType: string, buffer: Buffer) =>
    demo.locator('[data-file]').setInputFiles({ name, mimeType, buffer });

  it('loads nothing before it is touched, tells how much it loads and how far it is, and then shows what Node computes', async () => {
    const watched = await open(PAGE);
    const { page, problems, close } = watched;
    expectUntouched(watched);
    const demo = page.locator('explain-picture');
    await demo.getByText(/loads the network, [\d.]+ MB/).waitFor();
    await demo.getByText('its weights are rounded to 8 bits').waitFor();
    await demo.locator('[data-loading]').evaluate((bar: HTMLProgressElement) => {
      const seen: number[] = [];
      Object.assign(window, { seen });
      new MutationObserver(() => seen.push(bar.value)).observe(bar, { attributes: true });
    });
    let shown!: Awaited<ReturnType<typeof explainedAfter>>;
    const long = await longTasksDuring(page, async () => {
      shown = await explainedAfter(page, () => pick(demo, 1));
    });
    expect(long).toEqual([]);
    const shares = (await page.evaluate(
      () => (window as unknown as { seen: number[] }).seen,
    )) as readonly number[];
    expect(shares.length).toBeGreaterThan(0);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    const { data, info } = await sharp(Buffer.from(await readBuilt(known.images)))
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { settings } = known;
    const layout = { side: settings.side, ...settings.atlas };
    const image = tileOf(new Uint8ClampedArray(data), info.width, layout, 1);
    expect(Float32Array.from(shown.image)).toEqual(image);
    const expected = explainer.explain({
      kind: 'explain-by-lrp',
      network: known.header,
      image,
      target: null,
      composite: settings.composite,
    });
    expect(shown.target).toBe(settings.predicted[1]);
    expectClose(shown.logits, expected.logits, 1e-5);
    expectClose(shown.relevance, expected.relevance, 1e-5);
    expect(problems).toEqual([]);
    await close();
  });

  it('shows the maps of the study for its images', async () => {
    const { page, problems, close } = await open(PAGE);
    const scores = JSON.parse(
      Buffer.from(await readBuilt(known.images.replace('-images.png', '-scores.json'))).toString(),
    ) as { readonly scores: Record<SegmentMethodId, readonly (readonly number[])[]> };
    const demo = page.locator('explain-picture');
    const before = await demo.locator('[data-row]').allInnerTexts();
    const found = await bySegmentsAfter(page, () => pick(demo, 2));
    const rows = await demo.locator('[data-row]').allInnerTexts();
    expect(rows.length).toBe(3);
    for (const [place, row] of rows.entries()) {
      expect(row).toMatch(/\d/);
      expect(row).not.toBe(before[place]);
    }
    await expectAccessible(page, 'explain-picture');
    const { side, segments } = known.settings;
    for (const method of ['lime', 'kernel-shap'] as const) {
      const corners = found[method].map.filter(
        (_, pixel) =>
          (pixel % side) % segments.cell === 0 && Math.floor(pixel / side) % segments.cell === 0,
      );
      expect(corners).toEqual(Array.from(Float32Array.from(scores.scores[method][2]!)));
    }
    await page.waitForURL(/picture=2(~|%7E)/);
    expect(problems).toEqual([]);
    await close();
  });

  it("explains the reader's own picture by all three methods, as Node does, and sends it nowhere", async () => {
    const { page, problems, close } = await open(PAGE);
    const demo = page.locator('explain-picture');
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'GET') sent.push(request.url());
    });
    let explained: Promise<unknown> = Promise.resolve();
    const found = await bySegmentsAfter(page, async () => {
      const long = await longTasksDuring(page, async () => {
        explained = explainedAfter(page, () => choose(demo, 'own.png', 'image/png', own));
        await explained;
      });
      expect(long).toEqual([]);
    });
    const { image, target } = (await explained) as Awaited<ReturnType<typeof explainedAfter>>;
    const { side, segments, composite } = known.settings;
    const at = (x: number, y: number) =>
      image.slice(3 * (y * side + x), 3 * (y * side + x) + 3).map((value) => Math.round(value));
    expect(at(2, 2)).toEqual([1, 0, 0]);
    expect(at(side - 3, 2)).toEqual([0, 0, 1]);
    expect(at(side / 2, side / 2)).toEqual([0, 1, 0]);
    expect(target).toBe(
      explainer.explain({
        kind: 'explain-by-lrp',
        network: known.header,
        image: Float32Array.from(image),
        target: null,
        composite,
      }).target,
    );
    for (const method of ['lime', 'kernel-shap'] as const) {
      const expected = explainBySegments(explainer.inferenceNetwork(known.header), {
        kind: 'explain-by-segments',
        network: known.header,
        image: Float32Array.from(image),
        method,
        target,
        segments: { ...segments, evaluations: evaluationsInPage(known.settings), index: 0 },
      });
      expectClose(found[method].map, expected.map, 1e-4);
      // Of a sample too small to tell, the standard error is NaN here as there.
      if (Number.isNaN(expected.quality)) expect(found[method].quality).toBeNaN();
      else expect(found[method].quality).toBeCloseTo(expected.quality, 3);
    }
    expect(found['kernel-shap'].tensors).toBe(found.lime.tensors);
    expect(await demo.locator('[data-pick]').inputValue()).toBe('');
    await demo
      .locator('[data-summary]')
      .filter({ hasText: /by LRP .+ by LIME .+ by Kernel SHAP / })
      .waitFor();
    expect(sent).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  });

  it('takes pictures that are dropped or pasted, and answers the next choice before a slow method is done', async () => {
    const { page, problems, close } = await open(PAGE);
    const demo = page.locator('explain-picture');
    const bytes = [...own];
    for (const type of ['drop', 'paste'] as const) {
      const shown = await explainedAfter(page, () =>
        demo.locator('[data-pad]').evaluate(
          (pad, [kind, content]) => {
            const data = new DataTransfer();
            data.items.add(new File([Uint8Array.from(content)], 'own.png', { type: 'image/png' }));
            pad.dispatchEvent(
              kind === 'drop'
                ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
                : new ClipboardEvent('paste', { clipboardData: data, bubbles: true }),
            );
          },
          [type, bytes] as const,
        ),
      );
      expect(shown.image.some((value) => value === 1)).toBe(true);
    }
    // The first progress of LIME tells that it is under way; the image chosen then is answered at once.
    await demo.locator('[data-method="lime"] [data-scale]').filter({ hasText: '%' }).waitFor();
    const next = await bySegmentsAfter(page, () => pick(demo, 0));
    expect(next.target).toBe(known.settings.predicted[0]);
    expect(await demo.locator('[data-method].pending').count()).toBe(0);
    expect(problems).toEqual([]);
    await close();
  });

  it('says which file is no picture, and leaves the picture that stands there', async () => {
    const { page, problems, close } = await open(PAGE);
    const demo = page.locator('explain-picture');
    await choose(demo, 'notes.txt', 'text/plain', Buffer.from('no picture'));
    await demo
      .locator('[data-problem]')
      .filter({ hasText: 'notes.txt is not a picture that this browser can read.' })
      .waitFor();
    await demo.locator('.poster').first().waitFor({ state: 'visible' });
    await explainedAfter(page, () => pick(demo, 1));
    expect(await demo.locator('[data-problem]').innerText()).toBe('');
    await choose(demo, 'cut.png', 'image/png', own.subarray(0, 40));
    await demo
      .locator('[data-problem]')
      .filter({ hasText: /^cut\.png is not/ })
      .waitFor();
    expect(await demo.locator('[data-pick]').inputValue()).toBe('1');
    expect(problems).toEqual([]);
    await close();
  });

  it('shows the state of a shared address, and lays maps over the picture by keyboard', async () => {
    const { page, problems, close } = await open(`${PAGE}?picture=1~3`);
    const demo = page.locator('explain-picture');
    const name = known.settings.classNames[3]!;
    await demo
      .locator('[data-summary]')
      .filter({ hasText: `What speaks for ${name} is strongest by LRP` })
      .waitFor();
    const under = demo.locator('.under').first();
    expect(await under.isVisible()).toBe(false);
    await demo.locator('[data-over]').focus();
    await page.keyboard.press('Space');
    await under.waitFor({ state: 'visible' });
    expect(problems).toEqual([]);
    await close();
  });

  it(
    'keeps the number of tensors flat and the page free',
    async () => {
      const watched = await open(PAGE);
      const { page, close } = watched;
      const demo = page.locator('explain-picture');
      await explainedAfter(page, () => pick(demo, 0));
      await expectSteady('LRP of a picture', watched, (run) =>
        explainedAfter(page, () => demo.locator('[data-target]').selectOption(String(run % 10))),
      );
      await close();
    },
    LONG,
  );

  it.each(['missing', 'altered'] as const)(
    'says what is wrong when the weights are %s, and keeps the example',
    async (damage) => {
      const { page, close } = await open(PAGE);
      await expectExampleWithoutWeights(
        page,
        'explain-picture',
        (demo) => pick(demo, 0),
        known.binary,
        damage,
      );
      await close();
    },
  );

  it('stands as an example without JavaScript', async () => {
    const { page, close } = await open(PAGE, { javaScriptEnabled: false });
    const demo = page.locator('explain-picture');
    for (const poster of await demo.locator('.pane > .square > .poster .map').all()) {
      expect(await poster.isVisible()).toBe(true);
    }
    expect(await demo.locator('[data-summary]').innerText()).toMatch(/^Example: Predicted /);
    await close();
  });
});
