/** Exit codes of the command line, as its help lists them. */
export const EXIT = {
  ok: 0,
  error: 1,
  usage: 2,
  /** `status --check`: something is stale or missing. */
  stale: 3,
  /** `verify`: bytes are not what they should be. */
  verification: 4,
  /** Stopped by Ctrl-C; finished units are kept. */
  interrupted: 130,
  /** What reads the output closed it, as `head` does. */
  outputClosed: 141,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
