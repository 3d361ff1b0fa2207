import type { APIRoute, GetStaticPaths } from 'astro';
import { labelStem } from '../../figures/figure.ts';
import { figureDefinitions } from '../../figures/registry.ts';
import { embedPath, FIRST_HEIGHT, frameCode } from '../../site/embed.ts';
import { figureName } from '../../site/figureName.ts';
import { REPORT_TITLE } from '../../site/report.ts';
import { url } from '../../site/url.ts';

/** Width that a frame gets from sites that ask by oEmbed, in CSS pixels. */
const WIDTH = 640;

export const getStaticPaths = (() =>
  figureDefinitions().map(({ label }) => ({
    params: { figure: labelStem(label) },
    props: { label },
  }))) satisfies GetStaticPaths;

/** An embedded figure as oEmbed 1.0 describes it; its addresses are complete when the site has a host. */
export const GET: APIRoute<{ label: string }> = ({ props, site }) => {
  const address = (path: string) => (site ? new URL(url(path), site).href : url(path));
  const title = figureName(props.label);
  const answer = {
    version: '1.0',
    type: 'rich',
    title,
    provider_name: REPORT_TITLE,
    provider_url: address('/'),
    html: frameCode(address(embedPath(props.label)), title),
    width: WIDTH,
    height: FIRST_HEIGHT,
  };
  return new Response(`${JSON.stringify(answer, null, 1)}\n`, {
    headers: { 'Content-Type': 'application/json' },
  });
};
