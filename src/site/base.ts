/**
 * The base path of the site with a slash at both ends.
 * @param value as given by the environment variable `IIC_BASE`: `report`, `/report` or `/report/`
 */
export function normaliseBase(value: string | undefined): string {
  const inner = (value ?? '').replace(/^\/+|\/+$/g, '');
  return inner === '' ? '/' : `/${inner}/`;
}

/**
 * An address within the site, under its base path.
 * @param base the base path, with a slash at both ends
 * @param path from the root of the report, e.g. `/methods/#eq-lrp-epsilon`
 */
export function underBase(base: string, path: string): string {
  return base + path.replace(/^\/+/, '');
}
