import { formatProbability } from '../../results/numberFormat.ts';

/**
 * Shows probabilities in the bars of src/components/ClassBars.astro.
 * @param shares one a class, 0 … 1
 * @param marked the class that stands out, if any
 */
export function showClassBars(host: HTMLElement, shares: readonly number[], marked?: number): void {
  host.querySelectorAll<HTMLElement>('[data-class]').forEach((bar, label) => {
    bar.style.setProperty('--share', String(shares[label]!));
    bar.classList.toggle('explained', label === marked);
    bar.querySelector('[data-share]')!.textContent = formatProbability(shares[label]!);
  });
}
