import type { Page } from 'playwright-core';
import { describe, inject, it } from 'vitest';
import { detailAfter, expectExample, readBuilt } from './demo.ts';
import { describeInBrowser } from '../inBrowser.ts';

const { base } = inject('site');

/** Demos that paint before anything is loaded. */
const DEMOS = [
  { name: 'draw-digit', address: `${base}methods/`, key: 'Shift+ArrowDown' },
  { name: 'place-evidence', address: `${base}planted-evidence/`, key: 'ArrowRight' },
] as const;

const WORKER = '**/worker-*.js';
const ENGINE = '**/*.wasm';

describeInBrowser('a demo that cannot run', ({ open }) => {
  describe.each(DEMOS)('$name', ({ name, address, key }) => {
    async function touch(page: Page): Promise<void> {
      await page.locator(`${name} [data-pad]`).focus();
      await page.keyboard.press(key);
    }

    it.each([
      ['the code of its worker', WORKER, /The code of the demo could not be loaded\./],
      ['the numeric engine', ENGINE, /The numeric engine, which is WebAssembly, could not be/],
    ] as const)(
      'says so each time when %s does not come, keeps its example, and runs once it comes',
      async (_, file, problem) => {
        const { page, close } = await open(address);
        const demo = page.locator(name);
        await page.route(file, (route) => route.abort());
        for (let time = 0; time < 2; time++) {
          await touch(page);
          await page.locator(`${name}:not(.touched)`).waitFor();
          await expectExample(demo, problem);
        }
        await page.unroute(file);
        await detailAfter(page, name, 'explained', () => touch(page));
        await close();
      },
    );

    it('says so in a browser without WebAssembly, and keeps its example', async () => {
      const { page, close } = await open(address);
      await page.route(WORKER, async (route) => {
        const code = await readBuilt(new URL(route.request().url()).pathname);
        // Imports are hoisted: what they load runs before this line, and uses no WebAssembly yet.
        const body = `delete self.WebAssembly;\n${Buffer.from(code).toString('utf8')}`;
        await route.fulfill({ contentType: 'text/javascript', body });
      });
      await touch(page);
      await expectExample(page.locator(name), /WebAssembly does not run in this browser\./);
      await close();
    });
  });
});
