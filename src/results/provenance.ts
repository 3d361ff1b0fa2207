import type { Header } from '../../compute/results/header.ts';
import type { Confirmation } from '../../compute/results/manifest.ts';
import { publishingCommit } from './publishingCommit.ts';
import { readDuration } from './readDuration.ts';
import { readManifest } from './readManifest.ts';

/** A SHA-256 digest and what it is of. */
export interface NamedDigest {
  readonly title: string;
  readonly digest: string;
}

/** Where an artefact comes from, as far as that does not depend on clock or host. */
export interface ProvenanceCard extends Header {
  /** Of what the artefact was computed from, and of the code; empty when no manifest is published. */
  readonly digests: readonly NamedDigest[];
  /** Of what the step published. */
  readonly outputs: readonly NamedDigest[];
  /** Packages that the code imports, with their versions. */
  readonly packages: readonly string[];
  readonly confirmed: Confirmation | undefined;
  /** That last changed the published results of the study; undefined where git cannot tell. */
  readonly commit: string | undefined;
  /** On the machine that computed it, in seconds. */
  readonly duration: number | undefined;
}

/** The provenance of each artefact. */
export function provenanceCards(sources: readonly Header[]): ProvenanceCard[] {
  return sources.map((source) => {
    const entry = readManifest(source.study)?.steps.find(({ name }) => name === source.step);
    return {
      ...source,
      digests: entry
        ? [
            { title: 'Fingerprint', digest: entry.fingerprint },
            { title: 'Code', digest: entry.code.bundle },
            ...Object.entries(entry.datasets).map(([title, digest]) => ({ title, digest })),
            ...Object.entries(entry.inputs).flatMap(([step, files]) =>
              Object.entries(files).map(([file, digest]) => ({ title: `${step}/${file}`, digest })),
            ),
          ]
        : [],
      outputs: (entry?.outputs ?? [])
        .filter(({ kind }) => kind !== 'stored')
        .map(({ file, sha256 }) => ({ title: file, digest: sha256 })),
      packages: Object.entries(entry?.code.packages ?? {}).map(
        ([name, version]) => `${name} ${version}`,
      ),
      confirmed: entry?.confirmed,
      commit: publishingCommit(source.study),
      duration: readDuration(source.study, source.step),
    };
  });
}
