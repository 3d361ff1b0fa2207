/** A key of the report and what it does. */
export interface Key {
  readonly key: string;
  readonly does: string;
}

/** The keys of the report, as its dialog lists them. */
export const KEYS = [
  { key: '/', does: 'search' },
  { key: 'n', does: 'next chapter' },
  { key: 'p', does: 'chapter before' },
  { key: 'j', does: 'next section' },
  { key: 'k', does: 'section before' },
  { key: 'f', does: 'next figure or table' },
  { key: 'c', does: 'contents of the report' },
  { key: 't', does: 'light or dark' },
  { key: '?', does: 'this list' },
] as const satisfies readonly Key[];

type KeyName = (typeof KEYS)[number]['key'];

/** Where keys are typed, or mean something of their own. */
const OWN_KEYS = 'input, select, textarea, canvas, [role="slider"], [contenteditable], dialog';

/** Under which name a browser remembers that the keys are off. */
const STORED = 'keys';

const STORED_OFF = 'off';

/** Lets single keys move the reader through the report, unless the reader has turned them off. */
export function listenToKeys(): void {
  const help = document.querySelector<HTMLDialogElement>('#key-help')!;
  const choice = help.querySelector<HTMLInputElement>('[data-keys-on]')!;
  choice.checked = remembered() !== STORED_OFF;
  choice.addEventListener('change', () => remember(choice.checked ? '' : STORED_OFF));
  const opener = document.querySelector<HTMLButtonElement>('[data-opens="key-help"]')!;
  opener.hidden = false;
  opener.addEventListener('click', () => help.showModal());
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (!choice.checked || (event.target as Element).closest(OWN_KEYS)) return;
    const known = KEYS.find(({ key }) => key === event.key);
    if (!known) return;
    event.preventDefault();
    ACTIONS[known.key](help);
  });
}

const ACTIONS: Readonly<Record<KeyName, (help: HTMLDialogElement) => void>> = {
  '/': () => click('[data-opens="search"]'),
  n: () => click('.turn-page [rel="next"]'),
  p: () => click('.turn-page [rel="prev"]'),
  j: () => goTo('.prose h2', 1),
  k: () => goTo('.prose h2', -1),
  f: () => goTo('.prose figure', 1),
  c: () => click('.masthead > a'),
  t: () => click('.theme-button'),
  '?': (help) => help.showModal(),
};

function click(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.click();
}

/** Height in CSS pixels within which a place counts as reached. */
const REACHED = 8;

/** Brings the next or the last place of a kind to the top of the window, and the focus with it. */
function goTo(selector: string, direction: 1 | -1): void {
  const places = [...document.querySelectorAll<HTMLElement>(selector)];
  const line = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  const heightOf = (place: HTMLElement) => place.getBoundingClientRect().top - line;
  const target =
    direction === 1
      ? places.find((place) => heightOf(place) > REACHED)
      : places.findLast((place) => heightOf(place) < -REACHED);
  if (!target) return;
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  target.scrollIntoView();
}

function remembered(): string {
  try {
    return localStorage.getItem(STORED) ?? '';
  } catch {
    return '';
  }
}

function remember(value: string): void {
  try {
    localStorage.setItem(STORED, value);
  } catch {
    // Storage is closed to this page: the choice holds until it is left.
  }
}
