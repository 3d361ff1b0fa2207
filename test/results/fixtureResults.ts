import { vi } from 'vitest';

/** Lets the site read the made-up results of test/fixtures in place of the published ones. */
export function useFixtureResults(): void {
  vi.stubEnv('IIC_RESULTS', 'test/fixtures/results');
}
