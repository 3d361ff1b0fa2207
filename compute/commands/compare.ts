import { Command } from 'commander';
import { compareResults, type Comparison, type Moved } from '../pipeline/compareResults.ts';
import { printJson, printLine, type CommandContext } from './context.ts';
import { EXIT, type ExitCode } from './exitCodes.ts';

/** Numbers without an interval that are listed for each file before the rest is only counted. */
const LISTED = 10;

/** `compare`: which numbers moved between two sets of results. */
export function compareCommand(
  { terminal }: CommandContext,
  exit: (code: ExitCode) => void,
): Command {
  return new Command('compare')
    .summary('which numbers moved between two results folders, and whether beyond their intervals')
    .argument('<before>', 'a results folder, for example a copy of content/results/mnist')
    .argument('<after>', 'another one')
    .option('--json', 'print one JSON document')
    .action(async (before: string, after: string, { json }: { json?: boolean }) => {
      const comparison = await compareResults(before, after);
      if (json) printJson(terminal.out, comparison);
      else for (const line of describeComparison(comparison)) printLine(terminal.out, line);
      exit(EXIT.ok);
    });
}

function* describeComparison(comparison: Comparison): Generator<string> {
  const { moved, numbers, onlyBefore, onlyAfter } = comparison;
  yield (
    `${numbers} numbers compared, ${moved.length} moved, ` +
    `${moved.filter(({ outside }) => outside).length} of them beyond their intervals.`
  );
  for (const file of new Set(moved.map((move) => move.file))) {
    const here = moved.filter((move) => move.file === file);
    yield `${file}:`;
    for (const move of here.filter(({ intervals }) => intervals)) yield `  ${describeMove(move)}`;
    const plain = here.filter(({ intervals }) => intervals === undefined);
    for (const move of plain.slice(0, LISTED)) yield `  ${describeMove(move)}`;
    if (plain.length > LISTED) yield `  and ${plain.length - LISTED} more numbers`;
  }
  for (const file of onlyBefore) yield `${file}: only in the first folder`;
  for (const file of onlyAfter) yield `${file}: only in the second folder`;
}

function describeMove({ field, before, after, intervals, outside }: Moved): string {
  if (intervals === undefined) return `${field}: ${before} → ${after}`;
  const [first, second] = [intervals.before, intervals.after].map(
    ({ value, low, high }) => `${value} [${low}, ${high}]`,
  );
  return `${field}: ${first!} → ${second!}${outside ? '  BEYOND its interval' : '  within'}`;
}
