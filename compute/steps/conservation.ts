import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { COMPOSITES } from '../explain/lrp/composites.ts';
import { explainByLrpWithLedger } from '../explain/lrp/explainByLrp.ts';
import { ledgerOfImage } from '../explain/lrp/ledger.ts';
import { quantile } from '../metrics/bootstrap.ts';
import { disposeNetwork } from '../networks/network.ts';
import type { Step } from '../pipeline/step.ts';
import { conservationSchema, type Conservation } from '../results/conservation.ts';
import { serialiseArtefact } from '../results/serialise.ts';
import { selectedImageValues } from './imageValues.ts';
import { loadFoldedNetwork } from './trainedNetwork.ts';

const parametersSchema = z.strictObject({
  network: z.string(),
  dataset: z.string(),
  /** Indices of images; the first one's ledger is shown in full. */
  images: z.array(z.number().int().nonnegative()).min(1),
  composites: z
    .array(
      z.strictObject({
        id: z.string(),
        composite: z.enum([...COMPOSITES.keys()] as [string, ...string[]]),
        title: z.string(),
      }),
    )
    .min(1),
});

type Parameters = z.infer<typeof parametersSchema>;

/** Keeps the books of LRP: what enters at each layer, what leaves, what biases and ε take. */
export const conservation: Step<Parameters> = {
  id: 'conservation',
  summary: 'where relevance goes, layer by layer, under several LRP composites',
  parameters: parametersSchema,
  entry: import.meta.url,
  sequential: false,
  inputs: ({ network, dataset }) => ({ datasets: [dataset], steps: [`train-${network}`] }),
  units: () => ['all'],
  runUnit: async (context) => {
    const { parameters, inputs } = context;
    const set = await inputs.dataset(parameters.dataset);
    const network = await loadFoldedNetwork(inputs, parameters.network);
    const images = tf.tensor4d(selectedImageValues(set, parameters.images), [
      parameters.images.length,
      ...set.shape,
    ]);
    const index = parameters.images[0]!;
    const image = { index, label: set.labels[index]!, predicted: 0, logit: 0 };
    try {
      const composites = parameters.composites.map(
        ({ id, composite, title }): Conservation['composites'][number] => {
          const { relevance, targets, ledger } = explainByLrpWithLedger(
            network,
            images,
            'predicted',
            COMPOSITES.get(composite)!,
          );
          tf.dispose(relevance);
          const entered = ledger[0]!.relevanceIn;
          image.predicted = targets[0]!;
          image.logit = entered[0]!;
          const shares = ledger
            .at(-1)!
            .relevanceOut.map((sum, position) => sum / entered[position]!)
            .sort();
          return {
            id,
            title,
            ledger: ledgerOfImage(ledger, 0),
            conservedShare: {
              median: quantile(shares, 0.5),
              least: shares[0]!,
              most: shares.at(-1)!,
            },
          };
        },
      );
      const bytes = serialiseArtefact(conservationSchema, {
        header: {
          study: context.study,
          step: context.step,
          seed: context.seed,
          engine: context.engine.description,
        },
        dataset: parameters.dataset,
        network: parameters.network,
        image,
        composites,
      });
      return new Map([['conservation.json', bytes]]);
    } finally {
      tf.dispose(images);
      disposeNetwork(network);
    }
  },
  collect: async ({ unit }) => ({ results: await unit('all') }),
};
