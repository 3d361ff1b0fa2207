import type { TrainingLog } from '../../compute/results/trainingLog.ts';
import type { DataTable } from '../figures/dataTable.ts';

/** The layers of a network, their output shapes and numbers of parameters. */
export function architectureTable({ network }: TrainingLog): DataTable {
  return {
    columns: [
      { name: 'layer', title: 'Layer' },
      { name: 'does', title: 'What it does' },
      { name: 'output', title: 'Output' },
      { name: 'parameters', title: 'Parameters', style: 'integer', digits: 0 },
    ],
    rows: network.layers.map(({ type, description, outputShape, parameters }) => [
      type,
      description,
      outputShape.join(' × '),
      parameters,
    ]),
  };
}
