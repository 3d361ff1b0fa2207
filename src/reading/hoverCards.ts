/** Links whose target is shown beside them. */
const LINKS = 'a.citation, a.cross-reference, a.term';

/** Milliseconds for which a mouse rests on a link before its card opens, or is away before it closes. */
const REST = 250;

/** Space between link, card and the edges of the window, in CSS pixels. */
const GAP = 8;

/**
 * Shows what links of the text lead to, while a mouse rests on them or the keyboard is at them. Esc closes
 * a card, and a mouse may move onto it. A finger gets none: its tap follows the link.
 */
export function showHoverCards(): void {
  new HoverCards().listen();
}

class HoverCards {
  #card: HTMLElement | undefined;
  #link: HTMLAnchorElement | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts openings and closings: a card that comes after another of them is late. */
  #changes = 0;

  listen(): void {
    document.addEventListener('pointerover', ({ target, pointerType }) => {
      if (pointerType === 'mouse') this.#pointTo(target as Element);
    });
    document.addEventListener('focusin', ({ target }) => {
      const link = (target as Element).closest<HTMLAnchorElement>(LINKS);
      if (link?.matches(':focus-visible')) void this.#open(link);
      else this.#close();
    });
    document.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') this.#close();
    });
    // The keyboard scrolls to the link that it comes to; a mouse is taken away from its link.
    const follow = () => {
      if (this.#link && this.#link === document.activeElement) this.#place();
      else this.#close();
    };
    addEventListener('scroll', follow, { passive: true });
  }

  #pointTo(element: Element): void {
    clearTimeout(this.#timer);
    if (this.#card?.contains(element)) return;
    const link = element.closest<HTMLAnchorElement>(LINKS);
    if (link && link === this.#link) return;
    if (!link && !this.#link) return;
    this.#timer = setTimeout(() => {
      if (link) void this.#open(link);
      else this.#close();
    }, REST);
  }

  async #open(link: HTMLAnchorElement): Promise<void> {
    this.#close();
    this.#link = link;
    const change = this.#changes;
    try {
      const { cardOf } = await import('./hoverCard.ts');
      const content = await cardOf(link);
      // The reader may have gone on, and a card cannot stand in a card.
      if (change !== this.#changes) return;
      if (!content || link.closest('.hover-card')) return;
      // A title would be shown a second time, over the card.
      link.removeAttribute('title');
      this.#show(link, content);
    } catch {
      // Without a card the link still leads where it says.
    }
  }

  #show(link: HTMLAnchorElement, content: DocumentFragment): void {
    const card = document.createElement('div');
    card.className = 'hover-card prose-card';
    card.id = 'hover-card';
    card.setAttribute('role', 'tooltip');
    card.popover = 'manual';
    card.append(content);
    document.body.append(card);
    card.showPopover();
    link.setAttribute('aria-describedby', card.id);
    this.#card = card;
    this.#place();
  }

  /** Puts the card below its link, or above it where there is no room. */
  #place(): void {
    const card = this.#card;
    const rect = this.#link?.getClientRects()[0];
    if (!card || !rect) return;
    const { width, height } = card.getBoundingClientRect();
    const left = Math.min(rect.left, innerWidth - width - GAP);
    const below = rect.bottom + GAP;
    const top = below + height + GAP <= innerHeight ? below : rect.top - height - GAP;
    card.style.left = `${String(Math.max(GAP, left))}px`;
    card.style.top = `${String(Math.max(GAP, top))}px`;
  }

  #close(): void {
    this.#changes++;
    clearTimeout(this.#timer);
    this.#link?.removeAttribute('aria-describedby');
    this.#card?.remove();
    this.#card = undefined;
    this.#link = undefined;
  }
}
