import { plantedSet } from '../../datasets/planted/plantedSets.ts';
import {
  bootstrapDifference,
  bootstrapEstimate,
  bootstrapMeans,
  type BootstrapMeans,
} from '../../metrics/bootstrap.ts';
import type { CollectContext, Files, Outputs } from '../../pipeline/step.ts';
import { generatorFor } from '../../random/generator.ts';
import { shortcutSchema } from '../../results/planted/shortcut.ts';
import { serialiseArtefact } from '../../results/serialise.ts';
import { floatsOfBytes, requireFile } from '../binary.ts';
import { pixelsOfKind } from './evidence.ts';
import type { ShortcutParameters } from './shortcut.ts';

/** Accuracies with and without the mark, and shares of relevance, with intervals over images. */
export async function summariseShortcut(
  context: CollectContext<ShortcutParameters>,
): Promise<Outputs> {
  const { parameters, seed, inputs } = context;
  const { networks, images, bootstrapResamples } = parameters;
  const files = new Map<string, Files>();
  for (const unit of context.units) files.set(unit, await context.unit(unit));
  const first = networks[0]!;
  /** Columns of one or more networks over the same resamples of images. */
  const bootstrap = (...columns: (readonly [network: string, file: string])[]): BootstrapMeans =>
    bootstrapMeans(
      columns.map(([network, file]) => floatsOfBytes(requireFile(files.get(network)!, file))),
      bootstrapResamples,
      generatorFor(seed, 'bootstrap'),
    );
  const marks = pixelsOfKind(plantedSet(first.dataset).parts, 'mark');
  const bytes = serialiseArtefact(shortcutSchema, {
    header: { study: context.study, step: context.step, seed, engine: context.engine.description },
    testImages: (await inputs.dataset(parameters.clean)).count,
    explainedImages: images,
    markShare: marks.reduce((sum, mark) => sum + mark, 0) / marks.length,
    bootstrapResamples,
    networks: networks.map(({ network, rate, dataset, rows }) => {
      const accuracies = bootstrap([network, 'marked.f32'], [network, 'clean.f32']);
      return {
        id: network,
        rate,
        dataset,
        marked: bootstrapEstimate(accuracies, 0),
        clean: bootstrapEstimate(accuracies, 1),
        lost: bootstrapDifference(accuracies, 0, 1),
        rows: rows.map(({ id, title, kind }) => {
          const shares = bootstrap(
            [network, `${id}-mark.f32`],
            [network, `${id}-glyph.f32`],
            [first.network, `${id}-mark.f32`],
          );
          return {
            id,
            title,
            kind,
            markShare: bootstrapEstimate(shares, 0),
            glyphShare: bootstrapEstimate(shares, 1),
            markGain: bootstrapDifference(shares, 0, 2),
          };
        }),
      };
    }),
  });
  return { results: new Map([['shortcut.json', bytes]]) };
}
