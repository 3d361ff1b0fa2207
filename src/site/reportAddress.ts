import { normaliseBase } from './base.ts';

/** The complete address of the report; undefined where its host is not known (`IIC_SITE`). */
export function reportAddress(): string | undefined {
  const site = process.env['IIC_SITE'];
  return site ? new URL(normaliseBase(process.env['IIC_BASE']), site).href : undefined;
}
