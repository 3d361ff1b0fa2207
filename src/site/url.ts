import { normaliseBase, underBase } from './base.ts';

/** An address within the site for pages and components, e.g. `url('/methods/')`. */
export function url(path: string): string {
  return underBase(normaliseBase(import.meta.env.BASE_URL), path);
}
