/** Says in a demo why it does not run, and shows its static example again. */
export function showProblem(host: HTMLElement, error: unknown): void {
  host.classList.remove('touched');
  const message = error instanceof Error ? error.message : String(error);
  host.querySelector('[data-problem]')!.textContent =
    `The demo does not run here: ${message} The example above stays as it is.`;
}
