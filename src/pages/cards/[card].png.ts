import type { APIRoute, GetStaticPaths } from 'astro';
import { svgToPng } from '../../figures/print/png.ts';
import { CARD_WIDTH, drawSocialCard, type SocialCard } from '../../figures/socialCard.ts';
import { studyResults } from '../../results/studyResults.ts';
import { chapterList } from '../../site/chapters.ts';
import { REPORT_TITLE } from '../../site/report.ts';
import { FIRST_PAGE_CARD } from '../../site/socialCard.ts';

const STUDY = 'mnist';
const DOTS_PER_CENTIMETRE = 96 / 2.54;

/** The digit of a chapter's number; of pages without a number, a 3. */
function imageOf(number = 3): number {
  const { images } = studyResults(STUDY).gallery();
  return Math.max(
    0,
    images.findIndex(({ label }) => label === number % 10),
  );
}

export const getStaticPaths = (async () => {
  const chapters = await chapterList();
  return [
    { card: FIRST_PAGE_CARD, kicker: 'A report', title: REPORT_TITLE, position: imageOf() },
    ...chapters.map(({ slug, number, title }) => ({
      card: slug,
      kicker: `${REPORT_TITLE}${number === undefined ? '' : ` · Chapter ${String(number)}`}`,
      title,
      position: imageOf(number),
    })),
  ].map(({ card, ...props }) => ({ params: { card }, props }));
}) satisfies GetStaticPaths;

export const GET: APIRoute<SocialCard & Record<string, unknown>> = async ({ props }) => {
  const results = studyResults(STUDY);
  const svg = drawSocialCard(results.gallery(), results.galleryMaps(), props);
  const png = await svgToPng(svg, { scale: 1, widthCm: CARD_WIDTH / DOTS_PER_CENTIMETRE });
  return new Response(new Uint8Array(png), { headers: { 'Content-Type': 'image/png' } });
};
