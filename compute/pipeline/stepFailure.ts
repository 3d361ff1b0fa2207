import { z } from 'zod';
import { MissingInput } from './inputs.ts';
import { DamagedObject } from './store.ts';
import { UserError } from './userError.ts';

/** An error of the code of a step, told with the name of the step and of the unit. */
class StepFailure extends Error {
  override readonly name = 'StepFailure';
}

/**
 * Runs the code of a step; an error that does not say by itself where it happened is told with that.
 * @param where e.g. `mnist/explain-lime, unit block-3`
 */
export async function namingFailures<Result>(
  where: string,
  run: () => Promise<Result>,
): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (
      error instanceof UserError ||
      error instanceof MissingInput ||
      error instanceof DamagedObject
    ) {
      throw error;
    }
    throw new StepFailure(`${where}: ${refused(error) ?? inOneLine(error)}`, { cause: error });
  }
}

/** What Node's permission model kept the step from. */
function refused(error: unknown): string | undefined {
  const { code, permission, resource } = error as Partial<Record<string, unknown>>;
  if (code !== 'ERR_ACCESS_DENIED') return undefined;
  const what = typeof resource === 'string' && resource !== '' ? ` of ${resource}` : '';
  return (
    `${String(permission)}${what} was refused: a step reads what it declares in \`inputs()\`, ` +
    'through its input reader, and writes nothing.'
  );
}

function inOneLine(error: unknown): string {
  const message =
    error instanceof z.ZodError
      ? firstIssues(error)
      : error instanceof Error
        ? error.message
        : String(error);
  return message.trim().replace(/\s*\n\s*/g, '; ');
}

/** Where one field of many images is wrong, the rest is mostly the same again. */
const SHOWN_ISSUES = 3;

function firstIssues({ issues }: z.ZodError): string {
  const shown = z.prettifyError(new z.ZodError(issues.slice(0, SHOWN_ISSUES)));
  const more = issues.length - SHOWN_ISSUES;
  return more > 0 ? `${shown}\nand ${more} more` : shown;
}
