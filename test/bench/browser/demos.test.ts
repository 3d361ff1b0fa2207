import { loadavg } from 'node:os';
import type { Page } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import type {
  Cost,
  ExplainAnswer,
  SegmentMapAnswer,
  SegmentMethodId,
} from '../../../src/demos/worker/messages.ts';
import { detailAfter } from '../../e2e/demo.ts';
import { describeInBrowser } from '../../e2e/inBrowser.ts';

const { base } = inject('site');

/** Milliseconds that the worker of the demos may take. */
const GOALS = {
  'LRP of a digit': 10,
  'LIME of a digit, 250 coalitions': 150,
  'Kernel SHAP of a digit, 250 coalitions': 150,
  'LRP of a picture': 300,
} as const;

/** The first answers do not count: the browser still compiles. */
const WARM_UP = 3;

/** Prints what answers cost, and demands that the quickest is as quick as the goal. */
function report(name: keyof typeof GOALS, costs: readonly Pick<Cost, 'milliseconds'>[]): void {
  const times = costs
    .slice(WARM_UP)
    .map(({ milliseconds }) => milliseconds)
    .sort((a, b) => a - b);
  const [least, median] = [times[0]!, times[Math.floor(times.length / 2)]!];
  process.stdout.write(
    `${name}: ${least.toFixed(1)} ms at best, ${median.toFixed(1)} ms in the median of ` +
      `${times.length}; goal ${GOALS[name]} ms; load of the machine ${loadavg()[0]!.toFixed(1)}\n`,
  );
  expect.soft(least, name).toBeLessThanOrEqual(GOALS[name]);
}

describeInBrowser('the time that demos take', ({ open }) => {
  it('on the network of MNIST', async () => {
    const { page, close } = await open(`${base}methods/`);
    const explainedAfter = (act: () => Promise<unknown>) =>
      detailAfter<ExplainAnswer>(page, 'draw-digit', 'explained', act);
    const lrp = [];
    for (let run = 0; run < 100; run++) {
      lrp.push(
        await explainedAfter(() => page.selectOption('draw-digit [data-pick]', String(run % 30))),
      );
    }
    report('LRP of a digit', lrp);

    const segments = [];
    for (let run = 0; run < 15; run++) segments.push(await drawAndRest(page));
    report(
      'LIME of a digit, 250 coalitions',
      segments.map(({ lime }) => lime),
    );
    report(
      'Kernel SHAP of a digit, 250 coalitions',
      segments.map((answers) => answers['kernel-shap']),
    );
    await close();
  });

  it('on the network of pictures', async () => {
    const { page, close } = await open(`${base}visual-comparison/`);
    const lrp = [];
    for (let run = 0; run < 40; run++) {
      lrp.push(
        await detailAfter<ExplainAnswer>(page, 'explain-picture', 'explained', () =>
          page.selectOption('explain-picture [data-target]', String(run % 10)),
        ),
      );
    }
    report('LRP of a picture', lrp);
    await close();
  });
});

/** Draws a little more by keyboard, and waits for what comes when the hand rests. */
function drawAndRest(page: Page) {
  return detailAfter<Record<SegmentMethodId, SegmentMapAnswer>>(
    page,
    'draw-digit',
    'explained-by-segments',
    async () => {
      await page.locator('draw-digit [data-pad]').focus();
      await page.keyboard.press('Shift+ArrowDown');
    },
  );
}
