/** What a card shows of its target: the target itself is too long for all but the shortest. */
const LONGEST = 900;

const pages = new Map<string, Promise<Document>>();

/** The page at an address; this one, or one that is fetched once. */
function pageOf({ origin, pathname, href }: URL): Promise<Document> {
  if (origin + pathname === location.origin + location.pathname) return Promise.resolve(document);
  const loading = pages.get(pathname) ?? fetchPage(href);
  pages.set(pathname, loading);
  return loading;
}

async function fetchPage(address: string): Promise<Document> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} could not be loaded (${response.status}).`);
  return new DOMParser().parseFromString(await response.text(), 'text/html');
}

/**
 * What a card shows of the target of a link: a work with its data, a definition, an equation, a figure
 * with its caption, the beginning of a section. Undefined where there is nothing to show.
 */
export async function cardOf(link: HTMLAnchorElement): Promise<DocumentFragment | undefined> {
  const address = new URL(link.href);
  const page = await pageOf(address);
  const id = decodeURIComponent(address.hash.slice(1));
  const target = id === '' ? page.querySelector('h1') : page.getElementById(id);
  if (!target) return undefined;
  const card = document.createDocumentFragment();
  card.append(...partsOf(target).map((part) => copyOf(part)));
  return card;
}

function partsOf(target: Element): Element[] {
  if (target.matches('figure, .figure')) {
    const chart = target.querySelector(':scope > .drawing > .narrow-drawing');
    const caption = target.querySelector('.caption');
    return [chart, caption].filter((part) => part !== null);
  }
  if (!/^H[1-6]$/.test(target.tagName)) return [target];
  const { nextElementSibling: next } = target;
  const isShort = next?.matches('p') && next.textContent.length < LONGEST;
  return isShort ? [target, next] : [target];
}

/**
 * A copy without identifiers, which a page may hold but once, and without being a heading or an item, which
 * belong to what stands around them.
 */
function copyOf(part: Element): Element {
  const copy = document.importNode(part, true);
  for (const element of [copy, ...copy.querySelectorAll('[id]')]) element.removeAttribute('id');
  for (const inner of copy.querySelectorAll('[tabindex]')) inner.removeAttribute('tabindex');
  // They lead somewhere in the page that they were copied from.
  copy.querySelectorAll('a[href^="#"]').forEach((link) => link.removeAttribute('href'));
  copy.querySelectorAll('.sidenote, .sidenote-mark, .claim-note').forEach((note) => note.remove());
  if (copy.matches('li')) return as('div', copy);
  if (!/^H[1-6]$/.test(copy.tagName)) return copy;
  const heading = as('p', copy);
  heading.className = 'card-heading';
  return heading;
}

/** An element with the content of another. */
function as(tag: string, { childNodes }: Element): HTMLElement {
  const element = document.createElement(tag);
  element.append(...childNodes);
  return element;
}
