import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/**
 * How a disk fails at a write and all later ones. After `cut` it is as kill -9 or a power cut leave
 * it: the write half done, and nothing put in order by those who were writing.
 */
export type DiskFault = 'cut' | 'full' | 'read-only' | 'broken';

const CODES = { cut: 'CUT', full: 'ENOSPC', 'read-only': 'EROFS', broken: 'EIO' } as const;

type Call = (...given: never[]) => unknown;
type Calls = Record<string, Call>;

/** What a full disk does not keep from happening. */
const FREES_SPACE = new Set(['rm', 'rmSync', 'rename', 'renameSync']);

/** Where the pipeline writes; open files were opened there. */
const WRITTEN = /\/(\.store|content|public)(\/|$)/;

/**
 * Runs something in this process on a disk that fails.
 * @param at the write that fails first, from 1
 * @returns the number of writes that were tried, and what came out
 */
export async function onFaultyDisk<Result>(
  fault: DiskFault,
  at: number,
  run: () => Promise<Result>,
): Promise<{ writes: number; result: Result }> {
  const disk = new FaultyDisk(fault, at);
  disk.install();
  try {
    return { result: await run(), writes: disk.writes };
  } finally {
    disk.remove();
  }
}

class FaultyDisk {
  writes = 0;
  readonly #fault: DiskFault;
  readonly #at: number;
  readonly #real: [Calls, string, Call][] = [];

  constructor(fault: DiskFault, at: number) {
    this.#fault = fault;
    this.#at = at;
  }

  install(): void {
    const promises = fs.promises as unknown as Calls;
    const blocking = fs as unknown as Calls;
    for (const name of ['mkdir', 'rename', 'rm', 'open']) this.#replace(promises, name);
    for (const name of ['mkdirSync', 'writeFileSync', 'linkSync', 'renameSync', 'rmSync']) {
      this.#replace(blocking, name);
    }
    const failingOpen = promises['open'] as typeof fs.promises.open;
    promises['open'] = async (...given: Parameters<typeof failingOpen>) => {
      const handle = await failingOpen(...given);
      if (isWrite('open', given)) this.#replaceIn(handle);
      return handle;
    };
    syncBuiltinESMExports();
  }

  remove(): void {
    for (const [owner, name, real] of this.#real) owner[name] = real;
    syncBuiltinESMExports();
  }

  #replace(owner: Calls, name: string): void {
    const real = owner[name]!;
    this.#real.push([owner, name, real]);
    owner[name] = this.#failing(name, real);
  }

  #replaceIn(handle: fs.promises.FileHandle): void {
    const half = ([bytes]: readonly unknown[]): void => {
      const all = bytes as Uint8Array;
      fs.writeSync(handle.fd, all.subarray(0, all.length >> 1));
    };
    handle.writeFile = this.#failing('writeFile', handle.writeFile.bind(handle), half);
    handle.sync = this.#failing('sync', handle.sync.bind(handle));
  }

  /** @param half leaves the write half done */
  #failing<Function extends Call>(
    name: string,
    real: Function,
    half?: (given: readonly unknown[]) => void,
  ): Function {
    return ((...given: never[]) => {
      if (!isWrite(name, given)) return real(...given);
      this.writes++;
      if (this.writes < this.#at || (this.#fault === 'full' && FREES_SPACE.has(name))) {
        return real(...given);
      }
      if (this.writes === this.#at) half?.(given);
      const code = CODES[this.#fault];
      const error = Object.assign(new Error(`${code}: injected, ${name}`), { code });
      if (name.endsWith('Sync')) throw error;
      return Promise.reject(error);
    }) as Function;
  }
}

function isWrite(name: string, [first, second]: readonly unknown[]): boolean {
  if (name === 'writeFile' || name === 'sync') return true;
  if (typeof first !== 'string' || !WRITTEN.test(first)) return false;
  return name !== 'open' || (typeof second === 'string' && second.startsWith('w'));
}
