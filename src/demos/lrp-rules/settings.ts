/** What the page knows of the study, taken from its artefacts. */
export interface LrpRulesSettings {
  /** Place in the gallery of the image shown at first. */
  readonly position: number;
  /** Images in the gallery. */
  readonly images: number;
  readonly classNames: readonly string[];
  /** Id of the composite whose rules stand at first. */
  readonly composite: string;
}
