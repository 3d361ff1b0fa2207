import { Worker } from 'node:worker_threads';
import type { Architecture } from '../networks/architecture.ts';
import type { StoredNetwork } from '../networks/network.ts';
import { KerasError } from './kerasError.ts';
import type { KerasReply, KerasRequest } from './kerasWorker.ts';

/** A large file takes a second or two. */
const SECONDS = 60;

/**
 * Reads a Keras file that nobody vouches for, as `readKerasFile` reads one whose digest is known. Links
 * of a damaged HDF5 file may form a circle, which its library follows for ever or until it falls: here it
 * does so in a thread of its own, which is ended.
 * @param seconds how long the thread may take
 * @throws KerasError as `readKerasFile` does, and `damaged` where the thread does not come to an end
 */
export function readForeignKerasFile(
  path: string,
  { architecture, seconds = SECONDS }: { architecture?: Architecture; seconds?: number } = {},
): Promise<StoredNetwork> {
  const request: KerasRequest = { path, architecture };
  const worker = new Worker(new URL('./kerasWorker.ts', import.meta.url), { workerData: request });
  return new Promise<StoredNetwork>((resolve, reject) => {
    const fail = (detail: string, cause?: unknown) =>
      reject(new KerasError('damaged', path, detail, cause));
    const limit = setTimeout(() => {
      fail(`is damaged: HDF5 comes to no end with it in ${seconds} s.`);
      void worker.terminate();
    }, 1000 * seconds);
    worker.once('message', (reply: KerasReply) => {
      if ('network' in reply) resolve(reply.network);
      else reject(new KerasError(reply.problem, path, reply.message.slice(`${path}: `.length)));
    });
    worker.once('error', (error) => fail('is damaged: HDF5 cannot read it.', error));
    worker.once('exit', () => {
      clearTimeout(limit);
      fail('is damaged: HDF5 ends over it.');
    });
  });
}
