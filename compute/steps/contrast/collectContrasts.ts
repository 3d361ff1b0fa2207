import type { CollectContext, Outputs } from '../../pipeline/step.ts';
import { contrastsMapsSchema, contrastsSchema, type Contrasts } from '../../results/contrasts.ts';
import { serialiseArtefact } from '../../results/serialise.ts';
import { mapAtlases } from '../mapAtlases.ts';
import type { ContrastParameters } from './contrast.ts';
import { readContrastUnit, type ContrastUnit } from './contrastUnit.ts';
import { readExplainingMethod } from './explainingMethod.ts';

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
    const [height, width] = set.shape;
    const layout = { columns, magnification };
    const atlases = await mapAtlases(`contrasts-${id}`, own, [height, width], layout);
    for (const [name, png] of atlases.files) files.set(name, png);
    methods.push({
      id,
      title,
      step,
      settings,
      sharedScale: atlases.sharedScale,
      files: atlases.names,
      maps: units.map((unit, position) => ({
        scale: atlases.scales[position]!,
        ...unit.methods[place]!,
      })),
    });
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
