import type { Architecture } from '../architecture.ts';
import { mnist2021 } from './mnist2021.ts';
import { mnistBetter } from './mnistBetter.ts';

/** Every architecture that a study can train, by its name. */
export const ARCHITECTURES: ReadonlyMap<string, Architecture> = new Map(
  [mnist2021, mnistBetter].map((architecture) => [architecture.name, architecture]),
);
