import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

export interface FileServer {
  readonly address: string;
  /** The `Range` header of each request, in order; undefined where there was none. */
  readonly ranges: (string | undefined)[];
  /** To be told how many bytes the client has: only then a connection is cut, so none are lost. */
  readonly received: (bytes: number) => void;
}

export interface Behaviour {
  /** Close the connection after this many bytes of the answer, per request; then answer whole. */
  readonly cuts?: readonly number[];
  /** Stop sending, but keep the connection open, in the first request after this many bytes. */
  readonly stall?: number;
  /** Answer with this status instead. */
  readonly status?: number;
  /** Answer every request with the whole file. */
  readonly ignoreRange?: boolean;
}

/** Serves one file on the loopback, in good or bad ways; closed after the tests of the file. */
export async function serveFile(content: Uint8Array, behaviour: Behaviour): Promise<FileServer> {
  const ranges: (string | undefined)[] = [];
  let cut: Cut | undefined;
  const server = createServer((request, response) => {
    ranges.push(request.headers.range);
    cut = answer(content, behaviour, ranges.length - 1, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/archive.tar.gz`,
    ranges,
    received: (bytes) => {
      if (bytes === cut?.at) cut.response.destroy();
    },
  };
}

/** A connection to cut when the client has this many bytes. */
interface Cut {
  readonly at: number;
  readonly response: ServerResponse;
}

function answer(
  content: Uint8Array,
  { cuts = [], stall, status, ignoreRange = false }: Behaviour,
  turn: number,
  request: IncomingMessage,
  response: ServerResponse,
): Cut | undefined {
  if (status !== undefined) {
    response.writeHead(status).end();
    return undefined;
  }
  const asked = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  const from = asked === null || ignoreRange ? 0 : Number(asked[1]);
  const rest = content.subarray(from);
  const headers: Record<string, string | number> = { 'content-length': rest.length };
  if (from > 0) headers['content-range'] = `bytes ${from}-${content.length - 1}/${content.length}`;
  response.writeHead(from > 0 ? 206 : 200, headers);
  const cut = turn === 0 ? (stall ?? cuts[0]) : cuts[turn];
  if (cut === undefined) {
    response.end(rest);
    return undefined;
  }
  if (cut === 0) response.destroy();
  else response.write(rest.subarray(0, cut));
  return stall === undefined ? { at: from + cut, response } : undefined;
}
