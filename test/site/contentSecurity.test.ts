import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, securePage } from '../../src/site/contentSecurity.ts';

const page = (head: string, body = '') =>
  `<!doctype html><html><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`;

describe('the policy of a page', () => {
  it('lets no script run that is written into a page or made from text', () => {
    const script = /script-src ([^;]*)/.exec(contentSecurityPolicy([]))![1]!;
    expect(script.split(' ')).toEqual(["'self'", "'wasm-unsafe-eval'"]);
    expect(contentSecurityPolicy([])).not.toMatch(/https?:|\*|'unsafe-eval'/);
  });

  it('comes before anything that it is to hold', () => {
    const { html } = securePage(page('<link rel="stylesheet" href="/a.css">'), '/');
    expect(html).toMatch(/<meta charset="utf-8"><meta http-equiv="Content-Security-Policy"/);
  });

  it('names the style sheets written into a page by their digests', () => {
    const { html } = securePage(page('<style>a{}</style>'), '/');
    const digest = createHash('sha256').update('a{}').digest('base64');
    expect(html).toContain(`style-src-elem 'self' 'sha256-${digest}'`);
  });

  it('refuses a page that it would not stand in', () => {
    expect(() => securePage('<html></html>', '/')).toThrow('charset');
  });
});

describe('scripts written into a page', () => {
  it('become files of their own, run at the same place', () => {
    const { html, scripts } = securePage(page('<script>go();</script>', '<p>x</p>'), '/report/');
    const [[name, code]] = [...scripts] as [[string, string]];
    expect(code).toBe('go();');
    expect(html).toContain(`<script src="/report/${name}"></script></head>`);
    expect(html).not.toContain('go()');
  });

  it('stay modules, and are one file where they are alike', () => {
    const twice = '<script type="module">a</script><script type="module">a</script>';
    const { html, scripts } = securePage(page('', twice), '/');
    expect(scripts.size).toBe(1);
    expect(html.match(/<script type="module" src="\/_astro\/inline-/g)).toHaveLength(2);
  });

  it('are no blocks of data, and no scripts from files', () => {
    const others =
      '<script type="application/ld+json">{}</script><script src="/a.js"></script>' +
      '<script type="module" src="/b.js"></script>';
    const { html, scripts } = securePage(page(others), '/');
    expect(scripts.size).toBe(0);
    expect(html).toContain(others);
  });
});
