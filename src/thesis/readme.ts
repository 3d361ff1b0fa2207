/** What the pack holds, for those who open it. */
export const PACK_README = `Figures and tables for a thesis

figures/      vector PDF, fonts embedded, 75, 120 and 155 mm wide: include them unscaled,
              their text is then 8 to 9 pt high; charts that are higher than a page 75 mm wide
              are there in numbered parts, with a snippet that ends in -parts
figures-ink/  the same without hue; what speaks against a class is hatched
snippets/     floats with caption and label, ready for \\input
tables/       booktabs and siunitx; the numbers also as CSV
data/         the numbers of every figure as CSV
pgfplots/     line and dot charts that your document draws; \\input{pgfplots/report} first
references.bib, report.bib   the works cited by the report, and the report itself
demo.tex      uses all of it: pdflatex demo; bibtex demo; pdflatex demo; pdflatex demo
PROVENANCE.json   study, step, seed, engine and digests behind every figure

Captions end in a citation of the report; \\bibliography{report} resolves it.
`;
