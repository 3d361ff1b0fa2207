import { EXIT } from './exitCodes.ts';

/**
 * Ends the process quietly once nobody reads its output any more (`… | head`), as programs on Unix
 * do, instead of failing at the next line.
 */
export function stopWhenOutputCloses(output: NodeJS.WriteStream): void {
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.outputClosed);
    throw error;
  });
}
