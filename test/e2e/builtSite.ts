import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { launchChromium } from './chromium.ts';
import { serveFolder } from './staticServer.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The built site, in a folder and on loopback; tests that need a browser ask for it. */
    site: BuiltSite;
  }
}

export interface BuiltSite {
  readonly folder: string;
  readonly origin: string;
  /** With a slash at both ends. */
  readonly base: string;
  /** Addresses of all pages of the report, with the base. */
  readonly pages: readonly string[];
  /** Addresses of the figures that stand alone, for frames of other pages. */
  readonly embedPages: readonly string[];
  /** Addresses of the tables that chapters bring in when they are unfolded. */
  readonly dataPages: readonly string[];
  /** Why no browser runs here; undefined when one does. */
  readonly noBrowser?: string | undefined;
}

const BASE = '/report/';

/** Where the site under test says that the report lies as one PDF. */
export const REPORT_PDF = 'https://example.org/report.pdf';

/** What the test runner puts into the environment and Astro would take for its own settings. */
const OF_THE_TEST_RUNNER = ['BASE_URL', 'MODE', 'DEV', 'PROD', 'SSR', 'NODE_ENV', 'TEST', 'VITEST'];

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Builds the site under a base path, from what is published, into a folder. */
export async function buildSiteInto(folder: string): Promise<void> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !OF_THE_TEST_RUNNER.includes(name),
  );
  const astro = path.join(ROOT, 'node_modules/astro/bin/astro.mjs');
  await promisify(execFile)(process.execPath, [astro, 'build'], {
    cwd: ROOT,
    env: {
      ...Object.fromEntries(inherited),
      IIC_BASE: BASE,
      IIC_OUT: folder,
      IIC_PDF: REPORT_PDF,
      ASTRO_TELEMETRY_DISABLED: '1',
    },
    maxBuffer: 64 * 2 ** 20,
  });
}

/** A site that is built and served, and how many groups of tests still need it. */
interface ServedSite {
  readonly site: BuiltSite;
  readonly close: () => Promise<void>;
  users: number;
}

/** Each group of tests loads this module for itself; they share one site of the process. */
const shared = globalThis as { servedSite?: Promise<ServedSite> };

/** Set-up of the browser tests: builds and serves the site once, and looks for a browser. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.servedSite ??= buildAndServe();
  const served = await shared.servedSite;
  served.users++;
  project.provide('site', served.site);
  return async () => {
    if (--served.users === 0) await served.close();
  };
}

async function buildAndServe(): Promise<ServedSite> {
  const folder = await mkdtemp(path.join(tmpdir(), 'built-site-'));
  await buildSiteInto(folder);
  const files = await readdir(folder, { recursive: true });
  const all = files
    .filter((file) => path.basename(file) === 'index.html')
    .map((file) => BASE + file.slice(0, -'index.html'.length))
    .sort();
  const under = (part: string) => all.filter((address) => address.startsWith(`${BASE}${part}/`));
  const [embedPages, dataPages] = [under('embed'), under('data')];
  const pages = all.filter((address) => ![...embedPages, ...dataPages].includes(address));
  const { origin, close } = await serveFolder(folder, BASE);
  const noBrowser = await launchChromium().then(
    async (browser) => {
      await browser.close();
      return undefined;
    },
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  if (noBrowser !== undefined) {
    process.stderr.write(`\n*** SKIPPED: every browser test. ${noBrowser} ***\n\n`);
  }
  return {
    site: { folder, origin, base: BASE, pages, embedPages, dataPages, noBrowser },
    users: 0,
    close: async () => {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
