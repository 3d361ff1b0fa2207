/** A reason why the native engine cannot be installed that the user can do something about. */
export class InstallError extends Error {
  readonly remedy: string;

  constructor(reason: string, remedy: string) {
    super(reason);
    this.name = 'InstallError';
    this.remedy = remedy;
  }
}

/** Turns a full disk, however it shows, into an install error; gives back any other error. */
export function asDiskFull(error: unknown, folder: string): unknown {
  const text = error instanceof Error ? error.message : String(error);
  if (!/ENOSPC|no space left/i.test(text)) return error;
  return new InstallError(
    `the disk filled up while writing to ${folder}`,
    'free some space, or set IIC_CACHE to a folder on another disk',
  );
}
