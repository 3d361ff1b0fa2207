import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readManifest } from '../../src/results/readManifest.ts';
import { shownStudies } from '../../src/results/shownStudies.ts';
import { presentRelease, readReleases } from '../../src/site/releases.ts';
import { roCrate, type CrateEntity } from '../../src/site/roCrate.ts';

describe('the releases', () => {
  it('begin with the version of the package and of its citation', () => {
    const { version } = presentRelease();
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(version).toBe(manifest.version);
    expect(readFileSync('CITATION.cff', 'utf8')).toContain(`\nversion: ${version}\n`);
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
