import type { APIRoute, GetStaticPaths } from 'astro';
import { toCsv } from '../../figures/dataTable.ts';
import { tabular } from '../../latex/tabular.ts';
import { tableChoices, tableOf, tableStem, type TableChoice } from '../../tables/registry.ts';

export const getStaticPaths = (() =>
  tableChoices().flatMap((choice) =>
    ['csv', 'tex'].map((extension) => ({
      params: { file: `${tableStem(choice)}.${extension}` },
      props: { choice, extension },
    })),
  )) satisfies GetStaticPaths;

export const GET: APIRoute<{ choice: TableChoice; extension: string }> = ({ props }) => {
  const { data } = tableOf(props.choice);
  return props.extension === 'tex'
    ? new Response(tabular(data), { headers: { 'Content-Type': 'application/x-tex' } })
    : new Response(toCsv(data), { headers: { 'Content-Type': 'text/csv' } });
};
