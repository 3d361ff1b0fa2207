import type { APIRoute, GetStaticPaths } from 'astro';
import { toCsv } from '../../figures/dataTable.ts';
import { tableChoices, tableOf, tableStem, type TableChoice } from '../../tables/registry.ts';

export const getStaticPaths = (() =>
  tableChoices().map((choice) => ({
    params: { file: `${tableStem(choice)}.csv` },
    props: { choice },
  }))) satisfies GetStaticPaths;

export const GET: APIRoute<{ choice: TableChoice }> = ({ props }) =>
  new Response(toCsv(tableOf(props.choice).data), { headers: { 'Content-Type': 'text/csv' } });
