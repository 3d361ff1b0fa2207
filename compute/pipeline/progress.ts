import type { Report } from './events.ts';
import { progressBar } from './progressBar.ts';
import { progressLines } from './progressLines.ts';

/** How a run shows itself. */
export interface Progress {
  readonly report: Report;
  /** Leaves the terminal as it was found. */
  readonly close: () => void;
}

/** One JSON object a line for programs, a bar on a terminal, plain lines elsewhere. */
export function chooseProgress(json: boolean, stream: NodeJS.WriteStream): Progress {
  const write = (line: string): void => void stream.write(`${line}\n`);
  if (json) return { report: (event) => write(JSON.stringify(event)), close: () => undefined };
  if (stream.isTTY) return progressBar(stream);
  return { report: progressLines(write), close: () => undefined };
}
