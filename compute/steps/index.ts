import type { AnyStep, Step } from '../pipeline/step.ts';
import { conservation } from './conservation.ts';
import { degrade } from './degrade.ts';
import { evaluate } from './evaluate.ts';
import { explainKernelShap } from './explainKernelShap.ts';
import { explainLime } from './explainLime.ts';
import { explainLrp } from './explainLrp.ts';
import { gallery } from './gallery.ts';
import { train } from './train.ts';

/** Hides the parameter type: the pipeline parses parameters by the step's own schema first. */
function registered<Parameters>(step: Step<Parameters>): AnyStep {
  return step as AnyStep;
}

/** All kinds of step that a study can name. */
export const steps: readonly AnyStep[] = [
  registered(train),
  registered(evaluate),
  registered(explainLime),
  registered(explainKernelShap),
  registered(explainLrp),
  registered(gallery),
  registered(conservation),
  registered(degrade),
];
