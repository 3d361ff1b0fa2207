import type { Manifest, ManifestStep } from '../../compute/results/manifest.ts';
import { presentRelease } from './releases.ts';
import { REPORT_AUTHORS, REPORT_DESCRIPTION, REPORT_LICENCE, REPORT_TITLE } from './report.ts';

/** Something that an RO-Crate describes. */
export interface CrateEntity {
  readonly '@id': string;
  readonly '@type': string;
  readonly [property: string]: unknown;
}

const AUTHORS = '#authors';
const PROGRAM = '#program';

/**
 * The published results as an RO-Crate 1.1 (https://w3id.org/ro/crate/1.1): every file with size and
 * digest, and the step of a study that made it.
 * @param manifests of the studies that the report shows
 */
export function roCrate(manifests: readonly Manifest[]): object {
  const { version, date } = presentRelease();
  return {
    '@context': 'https://w3id.org/ro/crate/1.1/context',
    '@graph': [
      {
        '@id': 'ro-crate-metadata.json',
        '@type': 'CreativeWork',
        conformsTo: { '@id': 'https://w3id.org/ro/crate/1.1' },
        about: { '@id': './' },
      },
      {
        '@id': './',
        '@type': 'Dataset',
        name: REPORT_TITLE,
        description: REPORT_DESCRIPTION,
        datePublished: date,
        version,
        license: { '@id': REPORT_LICENCE },
        author: { '@id': AUTHORS },
        hasPart: manifests.map(({ study }) => ({ '@id': studyFolder(study) })),
      },
      { '@id': AUTHORS, '@type': 'Organization', name: REPORT_AUTHORS },
      { '@id': REPORT_LICENCE, '@type': 'CreativeWork', name: 'MIT License' },
      { '@id': PROGRAM, '@type': 'SoftwareApplication', name: REPORT_TITLE, version },
      ...manifests.flatMap(studyEntities),
    ],
  };
}

function studyFolder(study: string): string {
  return `results/${study}/`;
}

function studyEntities({ study, title, steps }: Manifest): CrateEntity[] {
  const files = steps.flatMap((step) => publishedFiles(study, step));
  return [
    {
      '@id': studyFolder(study),
      '@type': 'Dataset',
      name: title,
      hasPart: files.map((file) => ({ '@id': file['@id'] })),
    },
    ...files,
    ...steps
      .filter((step) => publishedFiles(study, step).length > 0)
      .map((step): CrateEntity => ({
        '@id': `#${study}-${step.name}`,
        '@type': 'CreateAction',
        name: `${step.name} of the study ${study}`,
        description: `Step ${step.step}, seed ${String(step.seed)}, ${step.runtime}; fingerprint ${step.fingerprint}`,
        instrument: { '@id': PROGRAM },
        result: publishedFiles(study, step).map((file) => ({ '@id': file['@id'] })),
      })),
  ];
}

/** Files of a step that lie in the built site, by their paths in it. */
function publishedFiles(study: string, { outputs }: ManifestStep): CrateEntity[] {
  return outputs
    .filter(({ kind }) => kind !== 'stored')
    .map(({ kind, file, bytes, sha256 }) => ({
      '@id': `${kind}/${study}/${file}`,
      '@type': 'File',
      name: file,
      contentSize: String(bytes),
      encodingFormat: FORMATS[file.split('.').at(-1)!] ?? 'application/octet-stream',
      sha256,
    }));
}

const FORMATS: Readonly<Record<string, string>> = {
  json: 'application/json',
  png: 'image/png',
};
