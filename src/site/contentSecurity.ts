import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

/** Folder of bundled code in the site, where scripts that were written into pages go too. */
const FOLDER = '_astro';

/** Scripts written into a page; blocks of data have another type and are never run. */
const INLINE_SCRIPT = /<script(?<kind>(?:\s+type="module")?)>(?<code>[^]*?)<\/script>/g;

const INLINE_STYLE = /<style[^>]*>([^]*?)<\/style>/g;

const CHARSET = /<meta charset="utf-8"\s*\/?>/i;

/**
 * The policy of a page: everything comes from the site itself, no script is written into a page or
 * made from text, and WebAssembly may be compiled. Styles of single elements, which equations and
 * charts are full of, are let pass: they run nothing.
 * @param styles style sheets written into the page
 */
export function contentSecurityPolicy(styles: readonly string[]): string {
  const hashes = [...new Set(styles)].map((style) => `'sha256-${digest(style, 'base64')}'`);
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    ["style-src-elem 'self'", ...hashes].join(' '),
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** A page under its policy, and the scripts that were taken out of it. */
export interface SecuredPage {
  readonly html: string;
  /** By the name that the page loads them by. */
  readonly scripts: ReadonlyMap<string, string>;
}

/**
 * Gives a page its policy and moves the scripts written into it to files, which are run at the same
 * moment: a script that keeps the page from flashing still does.
 * @param base of the addresses of the site, with a slash at the end
 * @throws Error when the page does not state its character set first, which the policy follows
 */
export function securePage(html: string, base: string): SecuredPage {
  if (!CHARSET.test(html)) throw new Error('a page has no <meta charset="utf-8">');
  const scripts = new Map<string, string>();
  const moved = html.replace(INLINE_SCRIPT, (_, kind: string, code: string) => {
    const name = `${FOLDER}/inline-${digest(code, 'hex').slice(0, 12)}.js`;
    scripts.set(name, code);
    return `<script${kind} src="${base}${name}"></script>`;
  });
  const styles = [...moved.matchAll(INLINE_STYLE)].map(([, style]) => style!);
  const policy = `<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(styles)}">`;
  return { html: moved.replace(CHARSET, (charset) => charset + policy), scripts };
}

/** Puts every page of the built site under a strict policy. */
export function contentSecurity(): AstroIntegration {
  let base = '/';
  return {
    name: 'content-security',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = config.base.endsWith('/') ? config.base : `${config.base}/`;
      },
      'astro:build:done': async ({ dir, logger }) => {
        const pages = await secureSite(fileURLToPath(dir), base);
        logger.info(`${String(pages)} pages`);
      },
    },
  };
}

/** @returns how many pages there are */
async function secureSite(folder: string, base: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const pages = names.filter((name) => name.endsWith('.html'));
  await mkdir(path.join(folder, FOLDER), { recursive: true });
  for (const name of pages) {
    const file = path.join(folder, name);
    const { html, scripts } = securePage(await readFile(file, 'utf8'), base);
    for (const [script, code] of scripts) await writeFile(path.join(folder, script), code);
    await writeFile(file, html);
  }
  return pages.length;
}

function digest(text: string, encoding: 'base64' | 'hex'): string {
  return createHash('sha256').update(text).digest(encoding);
}
