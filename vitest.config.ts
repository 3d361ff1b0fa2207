import { defineConfig } from 'vitest/config';

/** A folder where each run of vitest leaves its results as JSON, for programs to count. */
const results = process.env['IIC_TEST_RESULTS'];

/**
 * How fast the machine is does not decide whether a test passes: these limits only end what hangs.
 * In milliseconds.
 */
const PATIENCE = {
  testTimeout: 900_000,
  hookTimeout: 900_000,
  expect: { poll: { timeout: 120_000 } },
};

export default defineConfig({
  test: {
    // By default one processor is left idle.
    maxWorkers: '100%',
    reporters: results
      ? ['default', ['json', { outputFile: `${results}/vitest-${process.pid}.json` }]]
      : ['default'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/bench/**'],
          ...PATIENCE,
        },
      },
      {
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          env: { IIC_FAULTS: 'full' },
          testTimeout: 7_200_000,
          hookTimeout: 600_000,
        },
      },
      {
        test: {
          name: 'sample',
          include: ['test/metrics/publishedSample.test.ts'],
          env: { IIC_SAMPLE: 'full' },
          testTimeout: 3_600_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: ['test/e2e/demos/**'],
          globalSetup: ['test/e2e/builtSite.ts'],
          sequence: { groupOrder: 1 },
          ...PATIENCE,
        },
      },
      {
        test: {
          // One at a time: they watch how long tasks of the page take.
          name: 'e2e-demos',
          include: ['test/e2e/demos/**/*.test.ts'],
          globalSetup: ['test/e2e/builtSite.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          ...PATIENCE,
        },
      },
      {
        test: {
          name: 'bench',
          include: ['test/bench/**/*.test.ts'],
          exclude: ['test/bench/browser/**'],
          fileParallelism: false,
          testTimeout: 1_800_000,
          hookTimeout: 600_000,
        },
      },
      {
        test: {
          name: 'bench-browser',
          include: ['test/bench/browser/**/*.test.ts'],
          globalSetup: ['test/e2e/builtSite.ts'],
          fileParallelism: false,
          testTimeout: 1_800_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
