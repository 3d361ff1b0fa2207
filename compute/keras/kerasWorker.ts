import { parentPort, workerData } from 'node:worker_threads';
import { ready } from 'h5wasm';
import type { Architecture } from '../networks/architecture.ts';
import type { StoredNetwork } from '../networks/network.ts';
import { KerasError, type KerasProblem } from './kerasError.ts';
import { readKerasFile } from './readKerasFile.ts';

/** What the thread is asked for. */
export interface KerasRequest {
  readonly path: string;
  readonly architecture?: Architecture | undefined;
}

/** What it answers; the message of a problem begins with the path. */
export type KerasReply =
  | { readonly network: StoredNetwork }
  | { readonly problem: KerasProblem; readonly message: string };

// Otherwise pages are printed about each error.
(await ready).activate_throwing_error_handler();

const { path, architecture } = workerData as KerasRequest;
const reply = await readKerasFile(path, architecture).then(
  (network): KerasReply => ({ network }),
  (error: unknown): KerasReply => {
    if (error instanceof KerasError) return { problem: error.problem, message: error.message };
    throw error;
  },
);
parentPort!.postMessage(reply);
