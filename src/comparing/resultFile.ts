/** A published file: an artefact, or the manifest of a study. */
export interface ResultFile {
  readonly study: string;
  readonly name: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/**
 * Reads the text of a published JSON file.
 * @throws Error naming the file when it is none
 */
export function readResultFile(name: string, text: string): ResultFile {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new Error(`${name} is not valid JSON.`, { cause: error });
  }
  const fields = (typeof content === 'object' ? content : null) as ResultFile['content'] | null;
  const header = fields?.['header'] as { readonly study?: unknown } | undefined;
  const study = isManifest(fields) ? fields?.['study'] : header?.study;
  if (!fields || typeof study !== 'string') {
    throw new Error(`${name} is no result file: it names no study.`);
  }
  return { study, name, content: fields };
}

/** Whether a file is the manifest of a study. */
export function isManifest(content: ResultFile['content'] | null): boolean {
  return Array.isArray(content?.['steps']) && typeof content['study'] === 'string';
}
