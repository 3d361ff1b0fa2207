import { UserError } from '../pipeline/userError.ts';

/** What is wrong with a data file, for programs; the message says it for people. */
export type DataProblem =
  | 'unknown-dataset'
  | 'missing'
  | 'unreadable'
  | 'damaged-gzip'
  | 'wrong-magic'
  | 'wrong-length'
  | 'wrong-dimensions'
  | 'wrong-label'
  | 'wrong-checksum'
  | 'download'
  | 'disk';

/** Where bytes came from and what to do if they are bad: every error about them says both. */
export interface DataSource {
  /** Path or address, as the user knows it. */
  readonly file: string;
  /** How to get a good copy: a sentence without its full stop. */
  readonly remedy: string;
}

/** The one error of this folder: names the file, the field or offset, and the remedy. */
export class DataError extends UserError {
  override readonly name = 'DataError';
  readonly problem: DataProblem;
  readonly file: string;
  readonly remedy: string;

  constructor(problem: DataProblem, source: DataSource, detail: string, cause?: unknown) {
    const end = detail.endsWith('?') ? '' : '.';
    super(
      `${source.file}: ${detail}${end} ${source.remedy}.`,
      cause === undefined ? {} : { cause },
    );
    this.problem = problem;
    this.file = source.file;
    this.remedy = source.remedy;
  }
}

/** The system's code of an error (`ENOENT`, `Z_DATA_ERROR`, …), or its message. */
export function errorCode(error: unknown): string {
  if (error instanceof Error) {
    const code = (error as NodeJS.ErrnoException).code;
    return code ?? error.message;
  }
  return String(error);
}
