import type { TrainingLog } from '../../compute/results/trainingLog.ts';
import type { ResultsTable } from './resultsTable.ts';

const LAYER_NAMES: Readonly<Record<string, string>> = {
  averagePool: 'Average pooling',
  batchNorm: 'Batch norm',
  conv2d: 'Convolution',
  dense: 'Dense',
  dropout: 'Dropout',
  flatten: 'Flatten',
  maxPool: 'Max pooling',
  relu: 'ReLU',
  repeatChannels: 'Repeat',
  scale: 'Scale',
  standardise: 'Standardise',
};

/** The layers of a network, their output shapes and numbers of parameters. */
export function architectureTable({ network, header }: TrainingLog): ResultsTable {
  const { layers, parameters } = network;
  return {
    sources: [header],
    data: {
      columns: [
        { name: 'layer', title: 'Layer' },
        { name: 'does', title: 'What it does' },
        { name: 'output', title: 'Output' },
        { name: 'parameters', title: 'Parameters', style: 'integer', digits: 0 },
      ],
      rows: [
        ['Input', '', network.inputShape.join(' × '), null],
        ...layers.map((layer) => [
          LAYER_NAMES[layer.type] ?? layer.type,
          layer.description.replaceAll(/(?<=\d)×(?=\d)/g, ' × '),
          layer.outputShape.join(' × '),
          layer.parameters === 0 ? null : layer.parameters,
        ]),
        ['All', '', '', parameters],
      ],
      groups: [{ firstRow: layers.length + 1 }],
    },
  };
}
