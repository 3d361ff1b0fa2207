import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readManifest } from '../../src/results/readManifest.ts';
import { shownStudies } from '../../src/results/shownStudies.ts';
import { presentRelease, readReleases } from '../../src/site/releases.ts';
import { REPORT_AUTHORS, REPORT_TITLE } from '../../src/site/report.ts';
import { roCrate, type CrateEntity } from '../../src/site/roCrate.ts';

/** A field of the citation on the outermost level; undefined when it is not there exactly once. */
function citation(field: string): string | undefined {
  const lines = readFileSync('CITATION.cff', 'utf8').split('\n');
  const found = lines.filter((line) => line.startsWith(`${field}:`));
  return found.length === 1 ? found[0]!.slice(field.length + 1).trim() : undefined;
}

describe('the releases', () => {
  it('begin with the version of the package and of its citation', () => {
    const { version } = presentRelease();
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(version).toBe(manifest.version);
    expect(citation('version')).toBe(version);
  });

  it('have the citation say when the present one was made, and what is required of it', () => {
    expect(citation('date-released')).toBe(presentRelease().date);
    // The fields without which the Citation File Format 1.2.0 takes a file for invalid.
    expect(citation('cff-version')).toBe('1.2.0');
    expect(citation('message')).toMatch(/^If you use .*cite/);
    expect(citation('title')).toBe(REPORT_TITLE);
    expect(citation('authors')).toBe('');
    expect(readFileSync('CITATION.cff', 'utf8')).toContain(
      `\nauthors:\n  - name: ${REPORT_AUTHORS}\n`,
    );
  });

  it('go back in time', () => {
    const dates = readReleases().map(({ date }) => date);
    expect(dates).toEqual([...dates].sort().reverse());
    const versions = readReleases().map(({ version }) => version);
    expect(new Set(versions).size).toBe(versions.length);
  });
});

describe('the RO-Crate', () => {
  const manifests = shownStudies()
    .map(({ id }) => readManifest(id))
    .filter((manifest) => manifest !== undefined);
  const { '@graph': graph } = roCrate(manifests) as { '@graph': CrateEntity[] };
  const of = (type: string) => graph.filter((entity) => entity['@type'] === type);

  it('describes itself and its root, as version 1.1 demands', () => {
    const [descriptor, root] = graph;
    expect(descriptor).toMatchObject({
      '@id': 'ro-crate-metadata.json',
      conformsTo: { '@id': 'https://w3id.org/ro/crate/1.1' },
      about: { '@id': './' },
    });
    for (const field of ['name', 'description', 'datePublished', 'license']) {
      expect(root![field], field).toBeDefined();
    }
  });

  it('refers to nothing that it does not describe', () => {
    const ids = graph.map((entity) => entity['@id']);
    expect(new Set(ids).size).toBe(ids.length);
    const references = [...JSON.stringify(graph).matchAll(/\{"@id":"([^"]+)"\}/g)].map(
      ([, id]) => id!,
    );
    expect(references.length).toBeGreaterThan(100);
    for (const id of references)
      expect(id.startsWith('https://w3id.org/') || ids.includes(id), id).toBe(true);
  });

  it('has every published file with its size', () => {
    expect(of('File').length).toBeGreaterThan(50);
    for (const { '@id': id, contentSize } of of('File')) {
      const file = id.startsWith('models/') ? `public/${id}` : `content/${id}`;
      expect(existsSync(file), file).toBe(true);
      expect(readFileSync(file).length, file).toBe(Number(contentSize));
    }
  });
});
