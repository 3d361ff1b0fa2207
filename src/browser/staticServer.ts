import { createServer } from 'node:http';
import { readFile, stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.csv': 'text/csv',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.bin': 'application/octet-stream',
};

export interface StaticServer {
  /** Without a slash at the end. */
  readonly origin: string;
  readonly close: () => Promise<void>;
}

/** Serves a folder under a base path on loopback, as a plain file host would. */
export async function serveFolder(folder: string, base: string): Promise<StaticServer> {
  const server = createServer((request, response) => {
    void answer(folder, base, new URL(request.url ?? '/', 'http://localhost').pathname).then(
      ({ status, type, body }) => {
        response.writeHead(status, { 'content-type': type });
        response.end(body);
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function answer(folder: string, base: string, pathname: string) {
  const missing = { status: 404, type: 'text/plain', body: 'not found' };
  if (!pathname.startsWith(base)) return missing;
  let file = path.join(folder, decodeURIComponent(pathname.slice(base.length)));
  if (!file.startsWith(folder)) return missing;
  const found = await stat(file).catch(() => undefined);
  if (found?.isDirectory()) file = path.join(file, 'index.html');
  const body = await readFile(file).catch(() => undefined);
  if (body === undefined) return missing;
  return { status: 200, type: TYPES[path.extname(file)] ?? 'application/octet-stream', body };
}
