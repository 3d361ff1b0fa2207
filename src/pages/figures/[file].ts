import type { APIRoute, GetStaticPaths } from 'astro';
import { figureFile, figureFormats, type FigureExtension } from '../../figures/downloads.ts';
import { labelStem } from '../../figures/figure.ts';
import { figureDefinitions, figureOf } from '../../figures/registry.ts';

export const getStaticPaths = (() =>
  figureDefinitions().flatMap(({ label }) =>
    figureFormats.map(({ extension }) => ({
      params: { file: `${labelStem(label)}.${extension}` },
      props: { label, extension },
    })),
  )) satisfies GetStaticPaths;

export const GET: APIRoute<{ label: string; extension: FigureExtension }> = async ({ props }) => {
  const { label, extension } = props;
  const { mediaType } = figureFormats.find((format) => format.extension === extension)!;
  const bytes = await figureFile(figureOf(label), label, extension);
  return new Response(new Uint8Array(bytes), { headers: { 'Content-Type': mediaType } });
};
