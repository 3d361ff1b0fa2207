import util from 'node:util';

/**
 * Defines the predicates that Node 23 removed from `node:util`. @tensorflow/tfjs-node 4.22.0 still
 * calls them whenever a tensor is created, so this must run before it is imported.
 */
export function restoreRemovedNodeFunctions(): void {
  const removed: Record<string, (value: unknown) => boolean> = {
    isNullOrUndefined: (value) => value === null || value === undefined,
    isArray: (value) => Array.isArray(value),
  };
  const current = util as unknown as Record<string, unknown>;
  for (const [name, replacement] of Object.entries(removed)) current[name] ??= replacement;
}
