import type { APIRoute } from 'astro';
import { address } from '../site/address.ts';
import { readReleases } from '../site/releases.ts';
import { REPORT_DESCRIPTION, REPORT_TITLE } from '../site/report.ts';

const escaped = (text: string) =>
  text.replace(/[&<>]/g, (character) => `&#${String(character.charCodeAt(0))};`);

/** RSS 2.0 of the versions of the report. */
export const GET: APIRoute = ({ site }) => {
  const page = address('/versions/', site);
  const items = readReleases().map(({ version, date, changes }) =>
    [
      '<item>',
      `<title>${escaped(REPORT_TITLE)} ${version}</title>`,
      `<link>${page}#version-${version}</link>`,
      `<guid isPermaLink="false">${version}</guid>`,
      `<pubDate>${new Date(`${date}T00:00:00Z`).toUTCString()}</pubDate>`,
      `<description>${escaped(changes.join(' '))}</description>`,
      '</item>',
    ].join('\n'),
  );
  const feed = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<rss version="2.0">',
    '<channel>',
    `<title>Versions of ${escaped(REPORT_TITLE)}</title>`,
    `<link>${page}</link>`,
    `<description>${escaped(REPORT_DESCRIPTION)}</description>`,
    '<language>en-gb</language>',
    ...items,
    '</channel>',
    '</rss>',
    '',
  ].join('\n');
  return new Response(feed, { headers: { 'Content-Type': 'application/rss+xml' } });
};
