/** An error whose message is meant for the user: shown as one clear line, without a stack. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
}

/** A step that read something it did not declare, or was given something it cannot use. */
export class StepError extends UserError {
  override readonly name = 'StepError';

  constructor(study: string, step: string, message: string, options?: ErrorOptions) {
    super(`${study}/${step}: ${message}`, options);
  }
}

/** Turns what a full or protected file system throws into one line with the remedy. */
export function explainFileError(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  const kept = 'Nothing finished is lost; run the same command again to go on.';
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new UserError(`No space left to write ${path}. Free some space. ${kept}`, {
        cause: error,
      });
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return new UserError(
        `Cannot write ${path}: it is read-only (${code}). Make it writable, or name another ` +
          `store with --store or IIC_STORE. ${kept}`,
        { cause: error },
      );
    case 'EIO':
    case 'EFBIG':
    case 'EMFILE':
    case 'ENOTDIR':
      return new UserError(`Cannot write ${path} (${code}). ${kept}`, { cause: error });
    default:
      return error;
  }
}
