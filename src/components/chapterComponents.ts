import Aside from './Aside.astro';
import BayesianVote from './BayesianVote.astro';
import Callout from './Callout.astro';
import Claim from './Claim.astro';
import ClassContrast from './ClassContrast.astro';
import DrawDigit from './DrawDigit.astro';
import EraseDigit from './EraseDigit.astro';
import ExplainPicture from './ExplainPicture.astro';
import Figure from './Figure.astro';
import Given from './Given.astro';
import LimeSteps from './LimeSteps.astro';
import LrpRules from './LrpRules.astro';
import PlaceEvidence from './PlaceEvidence.astro';
import ProseTable from './ProseTable.astro';
import RandomLayers from './RandomLayers.astro';
import References from './References.astro';
import Result from './Result.astro';
import ResultTable from './ResultTable.astro';
import ShapleySampling from './ShapleySampling.astro';
import ShareKept from './ShareKept.astro';
import Term from './Term.astro';

/** What chapters may use without importing it. */
export const chapterComponents = {
  Aside,
  BayesianVote,
  Callout,
  Claim,
  ClassContrast,
  DrawDigit,
  EraseDigit,
  ExplainPicture,
  Figure,
  Given,
  LimeSteps,
  LrpRules,
  PlaceEvidence,
  RandomLayers,
  References,
  Result,
  ResultTable,
  ShapleySampling,
  ShareKept,
  Term,
  table: ProseTable,
};
