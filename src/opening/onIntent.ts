const SIGNS = ['pointerenter', 'pointerdown', 'focusin', 'touchstart'] as const;

/** Calls back once, when the reader first turns to an element by mouse, finger or key. */
export function onIntent(element: HTMLElement, act: () => void): void {
  const called = new AbortController();
  for (const sign of SIGNS) {
    element.addEventListener(
      sign,
      () => {
        if (called.signal.aborted) return;
        called.abort();
        act();
      },
      { passive: true, signal: called.signal },
    );
  }
}
