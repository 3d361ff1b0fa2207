import { describe, expect, it } from 'vitest';
import { inspectNative } from '../../compute/engine/nativeStatus.ts';

/**
 * A group of tests of the native engine. Where it is not installed they are skipped with a notice,
 * and in continuous integration (CI=true) they fail.
 */
export function describeNative(name: string, tests: () => void): void {
  const native = inspectNative();
  if (native.installed) {
    describe(name, tests);
    return;
  }
  const notice = `The native engine was not tested, ${native.reason}: ${native.remedy}.`;
  if (process.env['CI'] === 'true') {
    describe(name, () => {
      it('needs the native engine', () => {
        expect.fail(notice);
      });
    });
    return;
  }
  process.stderr.write(`\n*** SKIPPED: ${name}. ${notice} ***\n\n`);
  describe.skip(name, tests);
}
