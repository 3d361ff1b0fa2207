import { quantile } from '../../metrics/bootstrap.ts';
import type { CollectContext, Outputs } from '../../pipeline/step.ts';
import { contrastsMapsSchema, contrastsSchema, type Contrasts } from '../../results/contrasts.ts';
import { serialiseArtefact } from '../../results/serialise.ts';
import { relevanceAtlas, type AtlasLayout } from '../atlas.ts';
import type { ContrastParameters } from './contrast.ts';
import { readContrastUnit, type ContrastUnit } from './contrastUnit.ts';
import { readExplainingMethod } from './explainingMethod.ts';

/** Share of |relevance| values shown below full colour, as in the gallery. */
const SCALE_QUANTILE = 0.995;

/** Publishes the maps of all units: `contrasts.json`, the numbers behind it and sprite atlases. */
export async function collectContrasts(
  context: CollectContext<ContrastParameters>,
): Promise<Outputs> {
  const { parameters, inputs } = context;
  const { columns, magnification, network, dataset } = parameters;
  const set = await inputs.dataset(dataset);
  const units: ContrastUnit[] = [];
  for (const unit of context.units) units.push(readContrastUnit(await context.unit(unit)));

  const files = new Map<string, Uint8Array>();
  const methods: Contrasts['methods'] = [];
  const maps: Record<string, number[][]> = {};
  for (const [place, { id, title, maps: step }] of parameters.methods.entries()) {
    const own = units.map((unit) => unit.maps[place]!);
    const { settings } = await readExplainingMethod(inputs, step);
    const entry = methodEntry(units, place, { id, title, step, settings });
    const [height, width] = set.shape;
    await addAtlases(files, entry, own, [height, width], { columns, magnification });
    methods.push(entry);
    maps[id] = own.map((map) => [...map]);
  }

  const header = {
    study: context.study,
    step: context.step,
    seed: context.seed,
    engine: context.engine.description,
  };
  const shape = [...set.shape];
  files.set(
    'contrasts.json',
    serialiseArtefact(contrastsSchema, {
      header,
      dataset,
      network,
      classNames: [...set.classNames],
      shape,
      atlas: { columns, magnification },
      images: units.map(({ predicted, runnerUp, difference }, position) => ({
        index: parameters.images[position]!,
        predicted,
        runnerUp,
        difference,
      })),
      methods,
    }),
  );
  files.set('contrasts-maps.json', serialiseArtefact(contrastsMapsSchema, { header, shape, maps }));
  return { results: files };
}

type MethodEntry = Contrasts['methods'][number];

function methodEntry(
  units: readonly ContrastUnit[],
  place: number,
  method: Pick<MethodEntry, 'id' | 'title' | 'step' | 'settings'>,
): MethodEntry {
  const magnitudes = units.map(({ maps }) => maps[place]!.map(Math.abs).sort());
  const together = Float32Array.from(magnitudes.flatMap((values) => [...values])).sort();
  const file = (variant: string) => `contrasts-${method.id}-${variant}.png`;
  return {
    ...method,
    sharedScale: quantile(together, SCALE_QUANTILE),
    files: {
      ownLight: file('own-light'),
      ownDark: file('own-dark'),
      sharedLight: file('shared-light'),
      sharedDark: file('shared-dark'),
    },
    maps: units.map(({ methods }, position) => ({
      scale: quantile(magnitudes[position]!, SCALE_QUANTILE),
      ...methods[place]!,
    })),
  };
}

async function addAtlases(
  files: Map<string, Uint8Array>,
  { files: names, maps: entries, sharedScale }: MethodEntry,
  maps: readonly Float32Array[],
  shape: readonly [height: number, width: number],
  layout: AtlasLayout,
): Promise<void> {
  const own = entries.map(({ scale }) => scale);
  const shared = entries.map(() => sharedScale);
  for (const [name, scales, dark] of [
    [names.ownLight, own, false],
    [names.ownDark, own, true],
    [names.sharedLight, shared, false],
    [names.sharedDark, shared, true],
  ] as const) {
    files.set(name, await relevanceAtlas(maps, scales, shape, layout, dark));
  }
}
