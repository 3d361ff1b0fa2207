import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { generatorFor } from './generator.ts';

/** A stream of standard normals for those who need millions of them, ten times as fast as `Generator`. */
export interface NormalSource {
  /** Fills an array with independent standard normals and returns it. */
  fill(target: Float32Array): Float32Array;
}

/** Layers of the ziggurat, the right end of its base, and the area of each (Marsaglia & Tsang 2000). */
const LAYERS = 256;
const TAIL = 3.6541528853610088;
const AREA = 0.00492867323399;

const density = (x: number) => Math.exp(-0.5 * x * x);

/** Right ends of the layers; the base reaches to `AREA / density(TAIL)` so that it counts its tail. */
const edges = new Float64Array(LAYERS + 1);
/** Share of each layer that lies wholly under the density. */
const inside = new Float64Array(LAYERS);
edges[0] = AREA / density(TAIL);
edges[1] = TAIL;
for (let layer = 2; layer < LAYERS; layer++) {
  const below = edges[layer - 1]!;
  edges[layer] = Math.sqrt(-2 * Math.log(AREA / below + density(below)));
}
for (let layer = 0; layer < LAYERS; layer++) inside[layer] = edges[layer + 1]! / edges[layer]!;

/**
 * The source of one unit of work, derived from seed and path as by `generatorFor`.
 *
 * The ziggurat of Marsaglia & Tsang 2000: the upper 8 bits of a draw choose the layer, the lower 24
 * the place in it, which avoids the correlation of the two that Doornik 2005 found.
 */
export function normalsFor(seed: number, ...path: readonly (string | number)[]): NormalSource {
  const source = xoroshiro128plusFromState(generatorFor(seed, 'normals', ...path).state());
  const uniform = () => ((source.next() >>> 0) + 0.5) * 2 ** -32;
  const tail = () => {
    for (;;) {
      const x = -Math.log(uniform()) / TAIL;
      if (-2 * Math.log(uniform()) > x * x) return TAIL + x;
    }
  };
  const draw = (): number => {
    for (;;) {
      const bits = source.next();
      const layer = bits >>> 24;
      const place = ((bits << 8) + 128) * 2 ** -31;
      const x = place * edges[layer]!;
      if (Math.abs(place) < inside[layer]!) return x;
      if (layer === 0) return place < 0 ? -tail() : tail();
      const [low, high] = [density(edges[layer]!), density(edges[layer + 1]!)];
      if (low + uniform() * (high - low) < density(x)) return x;
    }
  };
  return {
    fill: (target) => {
      for (let index = 0; index < target.length; index++) target[index] = draw();
      return target;
    },
  };
}
