import { labelStem } from '../figures/figure.ts';

/** Under which name an embedded figure tells its height to the page around it. */
export const HEIGHT_MESSAGE = 'figureHeight';

/** Path of the page that holds one figure alone. */
export function embedPath(label: string): string {
  return `/embed/${labelStem(label)}/`;
}

/** Path of what that page is, for sites that ask by oEmbed. */
export function oembedPath(label: string): string {
  return `/embed/${labelStem(label)}.json`;
}

/** Height of a frame before the figure in it has told its own, in CSS pixels. */
export const FIRST_HEIGHT = 480;

/** A frame that shows one page. */
export function frameCode(address: string, title: string): string {
  const name = title.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return (
    `<iframe src="${address}" title="${name}" loading="lazy" ` +
    `style="width: 100%; height: ${String(FIRST_HEIGHT)}px; border: 0"></iframe>`
  );
}

/** What a page holds to show a figure of the report, and to give its frame the height it needs. */
export function embedCode(address: string, title: string): string {
  return `${frameCode(address, title)}
<script>
  addEventListener('message', ({ data, source }) => {
    for (const frame of document.querySelectorAll('iframe')) {
      if (frame.contentWindow === source && data.${HEIGHT_MESSAGE} > 0) {
        frame.style.height = data.${HEIGHT_MESSAGE} + 'px';
      }
    }
  });
</script>
`;
}
