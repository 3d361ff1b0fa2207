/** What LaTeX takes for commands, and letters beyond ASCII, as it writes them. */
const WRITTEN: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '$<$',
  '>': '$>$',
  '\u00a0': '~',
  '\u202f': '\\,',
  '−': '$-$',
  '–': '--',
  '—': '---',
  '‑': '-',
  '‘': '`',
  '’': "'",
  '“': '``',
  '”': "''",
  '…': '\\dots{}',
  '×': '$\\times$',
  '±': '$\\pm$',
  '·': '$\\cdot$',
  '≤': '$\\leq$',
  '≥': '$\\geq$',
  '→': '$\\to$',
  '↑': '$\\uparrow$',
  '↓': '$\\downarrow$',
  '∞': '$\\infty$',
  '√': '$\\surd$',
  '°': '\\textdegree{}',
  α: '$\\alpha$',
  β: '$\\beta$',
  γ: '$\\gamma$',
  ε: '$\\varepsilon$',
  ρ: '$\\rho$',
  σ: '$\\sigma$',
  μ: '$\\mu$',
  '\u00b5': '$\\mu$',
  τ: '$\\tau$',
  δ: '$\\delta$',
  Δ: '$\\Delta$',
  η: '$\\eta$',
  θ: '$\\theta$',
  κ: '$\\kappa$',
  λ: '$\\lambda$',
  ν: '$\\nu$',
  π: '$\\pi$',
  φ: '$\\varphi$',
  ω: '$\\omega$',
  Σ: '$\\Sigma$',
};

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/**
 * Plain text as LaTeX writes it, in ASCII alone.
 * @throws Error naming a letter that it does not know how to write
 */
export function latexText(text: string): string {
  return Array.from(text, (letter) => {
    const written = WRITTEN[letter];
    if (written !== undefined) return written;
    const digit = SUPERSCRIPTS.indexOf(letter);
    if (digit >= 0) return `\\textsuperscript{${String(digit)}}`;
    if (letter === '⁻') return '\\textsuperscript{$-$}';
    if (/[\n -~]/.test(letter)) return letter;
    throw new Error(`"${text}": src/latex/latexText.ts does not know the letter "${letter}"`);
  }).join('');
}
