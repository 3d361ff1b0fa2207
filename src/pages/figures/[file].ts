import type { APIRoute, GetStaticPaths } from 'astro';
import { formatsOf } from '../../figures/downloads.ts';
import { labelStem } from '../../figures/figure.ts';
import { figureDefinitions, figureOf } from '../../figures/registry.ts';

export const getStaticPaths = (() =>
  figureDefinitions().flatMap(({ label }) =>
    formatsOf(figureOf(label)).map(({ extension }) => ({
      params: { file: `${labelStem(label)}.${extension}` },
      props: { label, extension },
    })),
  )) satisfies GetStaticPaths;

export const GET: APIRoute<{ label: string; extension: string }> = ({ props }) => {
  const figure = figureOf(props.label);
  const format = formatsOf(figure).find(({ extension }) => extension === props.extension)!;
  return new Response(format.bytes(figure, props.label), {
    headers: { 'Content-Type': format.mediaType },
  });
};
