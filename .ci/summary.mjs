// Usage: summary.mjs RESULTS_FOLDER [FAILED_SECTION…]
// Adds up what vitest counted, prints the closing line, and exits 1 when anything failed.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const [folder, ...failedSections] = process.argv.slice(2);
const TESTS = 'Tests';

const runs = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
const sum = (count) => runs.reduce((total, run) => total + count(run), 0);
const passed = sum((run) => run.numPassedTests);
const skipped = sum((run) => run.numPendingTests + run.numTodoTests);
// A test file that cannot even be loaded has no tests to count.
const broken = sum(
  (run) =>
    run.testResults.filter((file) => file.status === 'failed' && !file.assertionResults.length)
      .length,
);
const failedTests = sum((run) => run.numFailedTests) + broken;

const files = runs.flatMap((run) => run.testResults);
const inBrowser = files
  .filter((file) => /[/\\]test[/\\]e2e[/\\]/.test(file.name))
  .flatMap((file) => file.assertionResults);
const problems = failedSections.filter((title) => title !== TESTS || failedTests === 0);
if (!inBrowser.some(({ status }) => status === 'passed')) problems.push('no browser test ran');
else if (inBrowser.some(({ status }) => status !== 'passed' && status !== 'failed')) {
  problems.push('browser tests were skipped');
}

const firstLine = (text) => text.trim().split('\n', 1)[0];
const write = (line) => process.stdout.write(`${line}\n`);
if (skipped > 0) write(`${skipped} tests were skipped.`);
for (const { name, message, status, assertionResults } of files) {
  if (status !== 'failed') continue;
  if (assertionResults.length === 0) write(`FAILED: ${name}: ${firstLine(message)}`);
  for (const { status, fullName, failureMessages } of assertionResults) {
    if (status === 'failed') {
      write(`FAILED: ${name}: ${fullName}: ${firstLine(failureMessages.join('\n'))}`);
    }
  }
}
for (const problem of problems) write(`FAILED: ${problem}`);
const failed = failedTests + problems.length;
write(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
