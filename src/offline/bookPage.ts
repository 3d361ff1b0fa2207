/** A chapter in the book: its place in the site. */
export interface BookChapter {
  /** With the base path and a slash at both ends. */
  readonly address: string;
  readonly slug: string;
}

/**
 * Runs in a browser that shows the first page of the report: makes one document of the title page and all
 * chapters, whose links lead to each other within it.
 * @param imprint what stands below the title: version, day, authors
 */
export async function bindBook({
  chapters,
  imprint,
}: {
  readonly chapters: readonly BookChapter[];
  readonly imprint: string;
}): Promise<void> {
  const title = document.querySelector('.title-page')!;
  const contents = document.querySelector('nav[aria-label="Contents"]')!;
  const note = document.createElement('p');
  note.className = 'imprint';
  note.textContent = imprint;
  const book = document.createElement('main');
  book.className = 'book';
  book.append(title, note, contents);
  const styles = new Set(
    Array.from(
      document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]'),
      ({ href }) => href,
    ),
  );
  const anchorOf = (slug: string, hash: string) =>
    hash === '' ? `chapter-${slug}` : `${slug}--${hash.slice(1)}`;
  const relink = (part: Element, own: string | undefined) => {
    for (const link of part.querySelectorAll('a')) {
      const { pathname, hash } = new URL(
        link.getAttribute('href') ?? '',
        new URL(own ?? '', location.origin),
      );
      const chapter = chapters.find(({ address }) => address === pathname);
      if (chapter) link.setAttribute('href', `#${anchorOf(chapter.slug, hash)}`);
    }
  };
  relink(book, location.pathname);
  for (const { address, slug } of chapters) {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`The built report has no ${address}; build it again.`);
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    for (const { href } of page.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) {
      styles.add(new URL(href, location.origin).href);
    }
    const chapter = document.createElement('section');
    chapter.className = 'book-chapter';
    chapter.id = anchorOf(slug, '');
    // Demos need their scripts, and are not printed.
    page.querySelectorAll('.demo, script, .figure-menu').forEach((part) => part.remove());
    for (const part of page.querySelectorAll('[id]')) part.id = anchorOf(slug, `#${part.id}`);
    relink(page.body, address);
    chapter.append(document.importNode(page.querySelector('article')!, true));
    book.append(chapter);
  }
  const waiting = [...styles].map(
    (href) =>
      new Promise((resolve) => {
        const link = document.createElement('link');
        link.rel = 'stylesheet';
        link.href = href;
        link.addEventListener('load', resolve);
        link.addEventListener('error', resolve);
        document.head.append(link);
      }),
  );
  document.querySelectorAll('body > *').forEach((part) => part.remove());
  document.body.append(book);
  await Promise.all(waiting);
  await document.fonts.ready;
}
