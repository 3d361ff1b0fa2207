import type { Page } from 'playwright-core';
import { beforeAll, expect, inject, it } from 'vitest';
import { chooseEngine } from '../../../compute/engine/chooseEngine.ts';
import type { BayesianVoteSettings } from '../../../src/demos/bayesian-vote/settings.ts';
import type { VoteAnswer } from '../../../src/demos/worker/messages.ts';
import { Voter } from '../../../src/demos/worker/voter.ts';
import { detailAfter, expectExampleWithoutWeights, readBuilt } from './demo.ts';
import { expectAccessible, expectLightFirstUse, expectSteady, expectUntouched } from './demoUse.ts';
import { describeInBrowser } from '../inBrowser.ts';

const { pages, base } = inject('site');
const PAGE = `${base}refusal/`;
/** A hundred answers take their time on a machine that is busy with something else. */
const LONG = 400_000;

type Voted = VoteAnswer & { readonly image: Float32Array };

const votedAfter = (page: Page, act: () => Promise<unknown>) =>
  detailAfter<Voted>(page, 'bayesian-vote', 'voted', act);

describeInBrowser('the demo of voting networks', ({ open }) => {
  const voter = new Voter(readBuilt);
  const posterior = `${base}models/bayesian/bayes-compressed.json`;

  beforeAll(async () => {
    expect(pages).toContain(PAGE);
    await chooseEngine('wasm');
    const binary = `${base}models/bayesian/bayes-compressed.bin`;
    await voter.load({ kind: 'load-posterior', header: posterior, binary });
  });

  it('loads nothing before it is touched, and then votes as Node does', async () => {
    const watched = await open(PAGE);
    const { page, problems, close } = watched;
    expectUntouched(watched);
    const demo = page.locator('bayesian-vote');
    const { networks, seed } = JSON.parse(
      (await demo.getAttribute('data-settings'))!,
    ) as BayesianVoteSettings;
    for (const input of ['digit', 'letter-e', 'noise']) {
      const shown = await votedAfter(page, () => demo.locator('[data-input]').selectOption(input));
      const image = Float32Array.from(shown.image);
      const own = voter.vote({ kind: 'vote', posterior, image, networks, seed });
      expect(shown.votes.length).toBe(own.votes.length);
      shown.votes.forEach((share, index) => {
        expect(Math.abs(share - own.votes[index]!)).toBeLessThan(1e-5);
      });
    }
    expect(problems).toEqual([]);
    await close();
  });

  it('says how much it loads, and loads no more on first use', async () => {
    const watched = await open(PAGE);
    const { page, close } = watched;
    const demo = page.locator('bayesian-vote');
    await demo.getByText(/The first touch loads the posterior, 1\d\d kB/).waitFor();
    await expectLightFirstUse('votes', watched, () =>
      votedAfter(page, () => demo.locator('[data-input]').selectOption('letter-e')),
    );
    await close();
  });

  it('refuses, until the threshold is moved by keyboard', async () => {
    const { page, problems, close } = await open(PAGE);
    const demo = page.locator('bayesian-vote');
    const verdict = demo.locator('[data-verdict]');
    await votedAfter(page, () => demo.locator('[data-input]').selectOption('blank'));
    expect(await verdict.innerText()).toBe('I don’t know');
    await demo.locator('[data-threshold]').focus();
    await page.keyboard.press('End');
    expect(await verdict.innerText()).toMatch(/^\d$/);
    await page.keyboard.press('Home');
    expect(await verdict.innerText()).toBe('I don’t know');
    await demo.locator('[data-rule]').selectOption('median');
    await demo
      .locator('[data-summary]')
      .filter({ hasText: /^Of 100 networks .* The largest median, 0\.\d+, is/ })
      .waitFor();
    expect(problems).toEqual([]);
    await close();
  });

  it('is drawn on by mouse and keys', async () => {
    const { page, problems, close } = await open(PAGE);
    const demo = page.locator('bayesian-vote');
    const pad = demo.locator('[data-pad]');
    await pad.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await pad.boundingBox())!;
    await votedAfter(page, async () => {
      await page.mouse.move(x + width / 2, y + height / 5);
      await page.mouse.down();
      await page.mouse.move(x + width / 2, y + (4 * height) / 5, { steps: 8 });
      await page.mouse.up();
    });
    await demo.locator('[data-summary]').filter({ hasText: 'Answer: 1' }).waitFor();
    const cleared = await votedAfter(page, () => demo.locator('[data-clear]').click());
    expect(cleared.image.every((value) => value === 0)).toBe(true);
    await pad.focus();
    const typed = await votedAfter(page, () => page.keyboard.press('Shift+ArrowDown'));
    expect(typed.image.some((value) => value > 0)).toBe(true);
    const counts = await demo.locator('[data-votes]').allInnerTexts();
    expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(100);
    await votedAfter(page, () => demo.locator('[data-input]').selectOption('shoe'));
    expect(await demo.locator('[data-votes]').allInnerTexts()).not.toEqual(counts);
    await expectAccessible(page, 'bayesian-vote');
    expect(problems).toEqual([]);
    await close();
  });

  it(
    'keeps the number of tensors flat and the page free',
    async () => {
      const watched = await open(PAGE);
      const { page, close } = watched;
      await expectSteady('votes of a hundred networks', watched, (run) =>
        votedAfter(page, () =>
          page
            .locator('bayesian-vote [data-input]')
            .selectOption(run % 2 === 0 ? 'digit' : 'letter-h'),
        ),
      );
      await close();
    },
    LONG,
  );

  it('shows the state of a shared address', async () => {
    const { page, close } = await open(`${PAGE}?vote=noise~mutual-information~0.4`);
    const demo = page.locator('bayesian-vote');
    await demo
      .locator('[data-summary]')
      .filter({ hasText: /The mutual information, 0\.\d+, is at or below the threshold, 0\.400/ })
      .waitFor();
    expect(await demo.locator('[data-input]').inputValue()).toBe('noise');
    await demo.locator('[data-threshold]').focus();
    await page.keyboard.press('Home');
    await page.waitForURL(/vote=noise(~|%7E)mutual-information(~|%7E)0\.00/);
    await close();
  });

  it('stands as an example without JavaScript', async () => {
    const { page, close } = await open(PAGE, { javaScriptEnabled: false });
    const demo = page.locator('bayesian-vote');
    expect(await demo.locator('[data-verdict]').innerText()).toMatch(/^(\d|I don’t know)$/);
    expect(await demo.locator('[data-strip] rect').count()).toBeGreaterThanOrEqual(10);
    const votes = await demo.locator('[data-votes]').allInnerTexts();
    expect(votes.reduce((sum, count) => sum + Number(count), 0)).toBe(100);
    await close();
  });

  it.each(['missing', 'altered'] as const)(
    'says what is wrong when the weights are %s, and keeps the example',
    async (damage) => {
      const { page, close } = await open(PAGE);
      await expectExampleWithoutWeights(
        page,
        'bayesian-vote',
        (demo) => demo.locator('[data-input]').selectOption('noise'),
        '/models/bayesian/bayes-compressed.bin',
        damage,
      );
      await close();
    },
  );
});
