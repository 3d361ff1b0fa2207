import Aside from './Aside.astro';
import BayesianVote from './BayesianVote.astro';
import Callout from './Callout.astro';
import Claim from './Claim.astro';
import ClassContrast from './ClassContrast.astro';
import DrawDigit from './DrawDigit.astro';
import Figure from './Figure.astro';
import Given from './Given.astro';
import PlaceEvidence from './PlaceEvidence.astro';
import ProseTable from './ProseTable.astro';
import References from './References.astro';
import Result from './Result.astro';
import ResultTable from './ResultTable.astro';

/** What chapters may use without importing it. */
export const chapterComponents = {
  Aside,
  BayesianVote,
  Callout,
  Claim,
  ClassContrast,
  DrawDigit,
  Figure,
  Given,
  PlaceEvidence,
  References,
  Result,
  ResultTable,
  table: ProseTable,
};
