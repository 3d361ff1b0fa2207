import { createRequire } from 'node:module';

/**
 * Registers the gradients of tfjs's operations. In Node they come with the package
 * @tensorflow/tfjs only, not with tfjs-core. It is required, not imported, so that the types of its
 * chained operations (`x.add(y)`) stay unknown to the compiler: method code also runs in the page,
 * where they do not exist.
 */
export function registerGradients(): void {
  createRequire(import.meta.url)('@tensorflow/tfjs');
}
