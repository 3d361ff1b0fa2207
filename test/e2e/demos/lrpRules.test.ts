import type { Page } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import type { Conservation } from '../../../compute/results/conservation.ts';
import type { GalleryMaps } from '../../../compute/results/gallery.ts';
import type { RulesAnswer } from '../../../src/demos/lrp-rules/question.ts';
import { publishedMnist } from '../../demos/mnistSpecimens.ts';
import { detailAfter, expectExampleWithoutWeights } from './demo.ts';
import {
  expectAccessible,
  expectClose,
  expectLightFirstUse,
  expectSteady,
  expectUntouched,
} from './demoUse.ts';
import { describeInBrowser } from '../inBrowser.ts';

const { base } = inject('site');
const PAGE = `${base}methods/`;

const explainedAfter = (page: Page, act: () => Promise<unknown>) =>
  detailAfter<RulesAnswer>(page, 'lrp-rules', 'explained', act);

describeInBrowser('the demo of LRP rules by layer', ({ open }) => {
  it('loads nothing before it is touched, and then keeps the books of the study', async () => {
    const watched = await open(PAGE);
    const { page, problems, close } = watched;
    expectUntouched(watched);
    const { composites } = publishedMnist('conservation.json') as Conservation;
    const preset = page.locator('lrp-rules [data-preset]');
    for (const [id, own] of [
      ['lrp-epsilon', 'epsilon'],
      ['lrp-alpha2-beta1', 'epsilonAlpha2Beta1'],
      ['lrp', 'epsilonGammaBox'],
    ] as const) {
      const { ledger } = await explainedAfter(page, () => preset.selectOption(own));
      const published = composites.find((composite) => composite.id === id)!.ledger;
      for (const sum of ['relevanceIn', 'relevanceOut'] as const) {
        expectClose(
          ledger.map((entry) => entry[sum]),
          published.map((entry) => entry[sum]),
          1e-5,
        );
      }
    }
    const { maps } = publishedMnist('gallery-maps.json') as GalleryMaps;
    const { relevance } = await explainedAfter(page, () =>
      page.locator('lrp-rules [data-pick]').selectOption('7'),
    );
    expectClose(relevance, maps['lrp']![7]!, 1e-5);
    expect(problems).toEqual([]);
    await close();
  });

  it('loads little on first use', async () => {
    const watched = await open(PAGE);
    const { page, close } = watched;
    await expectLightFirstUse('LRP rules', watched, () =>
      explainedAfter(page, () => page.locator('lrp-rules [data-preset]').selectOption('zero')),
    );
    await close();
  });

  it('chooses rules and parameters by keyboard, and says where relevance went', async () => {
    const { page, problems, close } = await open(PAGE);
    const demo = page.locator('lrp-rules');
    const before = await demo.locator('[data-flow] .stream').last().getAttribute('d');
    const slider = demo.locator('[data-parameter="dense"]');
    await slider.focus();
    const strong = await explainedAfter(page, () => page.keyboard.press('End'));
    expect(strong.ledger[0]!.rule).toBe('ε = 5');
    expect(await demo.locator('[data-preset]').inputValue()).toBe('');
    expect(await demo.locator('[data-flow] .stream').last().getAttribute('d')).not.toBe(before);
    const flat = await explainedAfter(page, () =>
      demo.locator('[data-rule="pixels"]').selectOption('flat'),
    );
    expect(flat.ledger.at(-2)!.rule).toBe('flat');
    expect(await demo.locator('[data-parameter="pixels"]').isDisabled()).toBe(true);
    await demo
      .locator('[data-summary]')
      .filter({ hasText: /arrive at the pixels: biases .* ε takes [1-9]/ })
      .waitFor();
    await demo.getByText('The ledger, layer by layer').click();
    expect(await demo.locator('[data-ledger] tr').first().innerText()).toMatch(/dense\s+ε = 5/);
    await expectAccessible(page, 'lrp-rules');
    expect(problems).toEqual([]);
    await close();
  });

  it('shows the state of a shared address, and puts it there', async () => {
    const { page, close } = await open(`${PAGE}?rules=12~epsilon_0.1~gamma_1~w-square_0`);
    const demo = page.locator('lrp-rules');
    await demo.locator('[data-summary]').filter({ hasText: 'The network says 4' }).waitFor();
    expect(await demo.locator('[data-rule="convolution"]').inputValue()).toBe('gamma');
    expect(await demo.locator('[data-words="dense"]').innerText()).toBe('ε = 0.1');
    await demo.locator('[data-rule="dense"]').selectOption('zero');
    await page.waitForURL(/rules=12(~|%7E)zero_0(~|%7E)gamma_1(~|%7E)w-square_0/);
    await close();
  });

  it('keeps the number of tensors flat and the page free', async () => {
    const watched = await open(PAGE);
    const { page, close } = watched;
    const presets = ['zero', 'epsilonPlus', 'epsilonGammaBox', 'epsilonAlpha2Beta1'];
    await expectSteady('LRP rules', watched, (run) =>
      explainedAfter(page, () =>
        page.locator('lrp-rules [data-preset]').selectOption(presets[run % 4]!),
      ),
    );
    await close();
  });

  it('says what is wrong when the weights are missing, and keeps the example', async () => {
    const { page, close } = await open(PAGE);
    await expectExampleWithoutWeights(page, 'lrp-rules', (demo) =>
      demo.locator('[data-preset]').selectOption('zero'),
    );
    await close();
  });

  it('stands as an example without JavaScript', async () => {
    const { page, close } = await open(PAGE, { javaScriptEnabled: false });
    const demo = page.locator('lrp-rules');
    expect(await demo.locator('.poster .map').count()).toBe(2);
    expect(await demo.locator('[data-flow] .stream').count()).toBe(3);
    expect(await demo.locator('[data-summary]').innerText()).toMatch(
      /^Example: The network says 0/,
    );
    await close();
  });
});
