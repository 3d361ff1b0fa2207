import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { DataError, errorCode, type DataSource } from './dataError.ts';
import { onDisk } from './onDisk.ts';

/** A file to download, known down to its bytes. */
export interface RemoteFile {
  readonly address: string;
  readonly bytes: number;
  readonly checksums: Readonly<Record<'md5' | 'sha256', string>>;
}

export interface DownloadProgress {
  readonly bytes: number;
  readonly totalBytes: number;
  /** Average since this program took up the download. */
  readonly bytesPerSecond: number;
  /** Undefined until a rate is known. */
  readonly secondsLeft: number | undefined;
}

export interface DownloadOptions {
  readonly progress: (progress: DownloadProgress) => void;
  /** How often a broken connection is taken up again. */
  readonly retries: number;
  /** Milliseconds before a retry. */
  readonly retryDelay: number;
  /** Milliseconds without a byte after which a connection counts as broken. */
  readonly stallTimeout: number;
}

/** Statuses that another try may cure. */
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * Downloads a file to `target`. What has arrived is kept in `<target>.part`, across cuts and across
 * runs, and continued by an HTTP range request; the name `target` appears only once the length and
 * both checksums are right.
 *
 * @throws {DataError} `download`, `wrong-checksum` or `disk`.
 */
export async function download(
  remote: RemoteFile,
  target: string,
  options: DownloadOptions,
): Promise<void> {
  const part = `${target}.part`;
  await onDisk(part, () => mkdir(dirname(target), { recursive: true }));
  for (let failures = 0; ; failures++) {
    try {
      await receive(remote, part, options);
      break;
    } catch (error) {
      if (!(error instanceof Interruption)) throw error;
      if (failures >= options.retries) throw givenUp(remote, part, error, failures + 1);
      await delay(options.retryDelay);
    }
  }
  await verify(remote, part);
  await onDisk(target, () => rename(part, target));
}

/** A failure that another try may cure. */
class Interruption extends Error {}

async function receive(
  remote: RemoteFile,
  part: string,
  { progress, stallTimeout }: DownloadOptions,
): Promise<void> {
  let bytes = await sizeOf(part);
  if (bytes === remote.bytes) return;
  if (bytes > remote.bytes) {
    await rm(part, { force: true });
    bytes = 0;
  }
  const abort = new AbortController();
  const watch = setTimeout(() => {
    abort.abort(new Interruption(`nothing arrived for ${stallTimeout / 1000} s`));
  }, stallTimeout);
  try {
    const response = await request(remote, bytes, abort.signal);
    if (response.status === 200) bytes = 0;
    const begin = { bytes, time: performance.now() };
    const file = await onDisk(part, () => open(part, bytes === 0 ? 'w' : 'a'));
    try {
      for await (const chunk of chunks(response)) {
        watch.refresh();
        bytes += chunk.length;
        if (bytes > remote.bytes) {
          throw new DataError(
            'download',
            sourceOf(remote),
            `more than the expected ${remote.bytes} bytes arrive: the file there has changed`,
          );
        }
        await onDisk(part, () => file.appendFile(chunk));
        progress(describe(bytes, remote.bytes, begin));
      }
    } finally {
      await file.close();
    }
  } finally {
    clearTimeout(watch);
  }
  if (bytes < remote.bytes) throw new Interruption('the connection ended early');
}

function describe(
  bytes: number,
  totalBytes: number,
  begin: { readonly bytes: number; readonly time: number },
): DownloadProgress {
  const seconds = (performance.now() - begin.time) / 1000;
  const bytesPerSecond = seconds > 0 ? (bytes - begin.bytes) / seconds : 0;
  const secondsLeft = bytesPerSecond > 0 ? (totalBytes - bytes) / bytesPerSecond : undefined;
  return { bytes, totalBytes, bytesPerSecond, secondsLeft };
}

/** Asks for the bytes from `from` on; answers 206 with exactly these, or 200 with all. */
async function request(remote: RemoteFile, from: number, signal: AbortSignal): Promise<Response> {
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  if (from > 0) headers['range'] = `bytes=${from}-`;
  let response: Response;
  try {
    response = await fetch(remote.address, { headers, signal });
  } catch (error) {
    throw asInterruption(error);
  }
  const starts = response.headers.get('content-range')?.startsWith(`bytes ${from}-`) ?? false;
  if (response.status === 200 || (response.status === 206 && from > 0 && starts)) return response;
  await response.body?.cancel();
  if (PASSING.has(response.status)) throw new Interruption(`HTTP status ${response.status}`);
  throw new DataError(
    'download',
    sourceOf(remote),
    `the server answered with HTTP status ${response.status} ${response.statusText}`.trimEnd(),
  );
}

async function* chunks(response: Response): AsyncGenerator<Uint8Array> {
  if (response.body === null) return;
  try {
    for await (const chunk of response.body) yield chunk;
  } catch (error) {
    throw asInterruption(error);
  }
}

function asInterruption(error: unknown): Interruption {
  if (error instanceof Interruption) return error;
  const reason = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return new Interruption(errorCode(reason), { cause: error });
}

async function verify(remote: RemoteFile, part: string): Promise<void> {
  for (const [algorithm, expected] of Object.entries(remote.checksums)) {
    const hash = createHash(algorithm);
    await onDisk(part, () => pipeline(createReadStream(part), hash));
    const actual = hash.digest('hex');
    if (actual === expected) continue;
    await rm(part, { force: true });
    throw new DataError(
      'wrong-checksum',
      sourceOf(remote),
      `${algorithm.toUpperCase()} of the downloaded file is ${actual}, expected ${expected}; ` +
        'it was deleted',
    );
  }
}

function sourceOf(remote: RemoteFile): DataSource {
  return {
    file: remote.address,
    remedy: 'Try again later, or fetch the file by other means and let IIC_DATA name its folder',
  };
}

function givenUp(remote: RemoteFile, part: string, last: Interruption, tries: number): DataError {
  return new DataError(
    'download',
    {
      file: remote.address,
      remedy: `Run the command again: it continues from ${part}`,
    },
    `the download broke off ${tries} times, last with: ${last.message}`,
    last,
  );
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}
