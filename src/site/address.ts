import { url } from './url.ts';

/**
 * An address of the report for those who do not read it in place: complete where the site knows its host
 * (`IIC_SITE`), else under the base path.
 * @param path from the root of the report, e.g. `/methods/`
 */
export function address(path: string, site: URL | undefined): string {
  return site ? new URL(url(path), site).href : url(path);
}
