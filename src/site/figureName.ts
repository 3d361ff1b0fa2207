import { labelStem } from '../figures/figure.ts';
import { readReportIndex } from '../markdown/chapterFiles.ts';
import { labelPath, labelText } from '../markdown/reportIndex.ts';

/** As the text speaks of a figure, e.g. `Figure 5.1`; by its label when no chapter shows it. */
export function figureName(label: string): string {
  const known = readReportIndex(process.cwd()).labels.get(label);
  return known ? labelText(known) : `Figure ${labelStem(label)}`;
}

/** Where in the report a figure stands. */
export function figurePath(label: string): string {
  const known = readReportIndex(process.cwd()).labels.get(label);
  return known ? labelPath(known) : '/';
}
