import type { Page } from 'playwright-core';
import { beforeAll, expect, inject, it } from 'vitest';
import { chooseEngine } from '../../compute/engine/chooseEngine.ts';
import type { BayesianVoteSettings } from '../../src/demos/bayesian-vote/settings.ts';
import type { VoteAnswer } from '../../src/demos/worker/messages.ts';
import { Voter } from '../../src/demos/worker/voter.ts';
import { detailAfter, readBuilt, type Listed } from './demo.ts';
import { describeInBrowser } from './inBrowser.ts';
import { longTasksDuring } from './longTasks.ts';

const { pages, base } = inject('site');
const PAGE = `${base}refusal/`;
/** Requests of the demo itself. */
const OF_THE_DEMO = /worker-|\.wasm|\/models\//;

type Voted = VoteAnswer & { readonly image: Float32Array };

const votedAfter = (page: Page, act: () => Promise<unknown>) =>
  detailAfter<Voted>(page, 'bayesian-vote', 'voted', act);

describeInBrowser('the demo of voting networks', ({ open }) => {
  const voter = new Voter(readBuilt);
  const posterior = `${base}models/bayesian/bayes-posterior.json`;

  beforeAll(async () => {
    expect(pages).toContain(PAGE);
    await chooseEngine('wasm');
    const binary = `${base}models/bayesian/bayes-posterior.bin`;
    await voter.load({ kind: 'load-posterior', header: posterior, binary });
  });

  it('loads nothing before it is touched, and then votes as Node does', async () => {
    const { page, requests, problems, close } = await open(PAGE);
    expect(requests.filter((request) => OF_THE_DEMO.test(request))).toEqual([]);
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
    expect(problems).toEqual([]);
    await close();
  });

  it('answers within a tenth of a second, and leaves no tensors behind', async () => {
    const { page, close } = await open(PAGE);
    const choose = (input: string) =>
      votedAfter(page, () => page.locator('bayesian-vote [data-input]').selectOption(input));
    const first = await choose('digit');
    const votes: Listed<Voted>[] = [];
    const long = await longTasksDuring(page, async () => {
      for (let run = 0; run < 20; run++) votes.push(await choose(run % 2 ? 'digit' : 'letter-h'));
    });
    expect(votes.at(-1)!.tensors).toBe(first.tensors);
    // The first votes warm up the engine; the machine may be busy with something else.
    const times = votes.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
    expect(times[Math.floor(times.length / 2)]!).toBeLessThan(100);
    expect(long).toEqual([]);
    await close();
  });

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

  it('says what is wrong when the weights are missing, and keeps the example', async () => {
    const { page, close } = await open(PAGE);
    await page.route('**/bayes-posterior.bin', (route) => route.fulfill({ status: 404 }));
    await page.locator('bayesian-vote [data-input]').selectOption('noise');
    await page
      .locator('bayesian-vote [data-problem]')
      .filter({ hasText: /bayes-posterior\.bin could not be loaded \(404\)/ })
      .waitFor();
    await page.locator('bayesian-vote .poster').first().waitFor({ state: 'visible' });
    await close();
  });
});
