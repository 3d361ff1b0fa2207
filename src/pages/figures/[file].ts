import type { APIRoute, GetStaticPaths } from 'astro';
import { figureFormats } from '../../figures/downloads.ts';
import { labelStem } from '../../figures/figure.ts';
import { figureDefinitions, figureOf } from '../../figures/registry.ts';

export const getStaticPaths = (() =>
  figureDefinitions().flatMap(({ label }) =>
    figureFormats.map(({ extension }) => ({
      params: { file: `${labelStem(label)}.${extension}` },
      props: { label, extension },
    })),
  )) satisfies GetStaticPaths;

export const GET: APIRoute<{ label: string; extension: string }> = ({ props }) => {
  const format = figureFormats.find(({ extension }) => extension === props.extension)!;
  return new Response(format.bytes(figureOf(props.label), props.label), {
    headers: { 'Content-Type': format.mediaType },
  });
};
