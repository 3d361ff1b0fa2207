import type { AnyStep, Step } from '../pipeline/step.ts';
import { measureAgreement } from './agreement/measureAgreement.ts';
import { ask } from './bayesian/ask.ts';
import { assessUncertainty } from './bayesian/assessUncertainty.ts';
import { assessUnfamiliar } from './bayesian/assessUnfamiliar.ts';
import { doubt } from './bayesian/doubt.ts';
import { compressPosterior } from './bayesian/compressPosterior.ts';
import { quantisePosterior } from './bayesian/quantisePosterior.ts';
import { trainBayesian } from './bayesian/trainBayesian.ts';
import { trainMember } from './bayesian/trainMember.ts';
import { conservation } from './conservation.ts';
import { contrast } from './contrast/contrast.ts';
import { traceCurves } from './curves/traceCurves.ts';
import { degrade } from './degrade.ts';
import { evaluate } from './evaluate.ts';
import { explainByMethod } from './explainByMethod.ts';
import { explainKernelShap } from './explainKernelShap.ts';
import { explainLime } from './explainLime.ts';
import { explainLrp } from './explainLrp.ts';
import { gallery } from './gallery.ts';
import { galleryOthers } from './galleryOthers.ts';
import { hardestImages } from './hardestImages.ts';
import { evidenceMaps } from './planted/evidenceMaps.ts';
import { localise } from './planted/localise.ts';
import { partShapley } from './planted/partShapley.ts';
import { shortcut } from './planted/shortcut.ts';
import { specimens } from './planted/specimens.ts';
import { truthAgreement } from './planted/truthAgreement.ts';
import { measureMaps } from './measure/measureMaps.ts';
import { measureMethods } from './measure/measureMethods.ts';
import { roundWeights } from './roundWeights.ts';
import { compareNetworks } from './replication/compareNetworks.ts';
import { degradeReplicated } from './replication/degradeReplicated.ts';
import { explainReplicated } from './replication/explainReplicated.ts';
import { kerasNetwork } from './replication/kerasNetwork.ts';
import { publishedNetwork } from './replication/publishedNetwork.ts';
import { quotePublished } from './replication/quotePublished.ts';
import { summariseReplication } from './replication/summariseReplication.ts';
import { measureStability } from './stability/measureStability.ts';
import { train } from './train.ts';

/** Hides the parameter type: the pipeline parses parameters by the step's own schema first. */
function registered<Parameters>(step: Step<Parameters>): AnyStep {
  return step as AnyStep;
}

/** All kinds of step that a study can name. */
export const steps: readonly AnyStep[] = [
  registered(train),
  registered(evaluate),
  registered(roundWeights),
  registered(explainLime),
  registered(explainKernelShap),
  registered(explainLrp),
  registered(explainByMethod),
  registered(gallery),
  registered(galleryOthers),
  registered(hardestImages),
  registered(contrast),
  registered(conservation),
  registered(degrade),
  registered(traceCurves),
  registered(measureMaps),
  registered(measureMethods),
  registered(measureStability),
  registered(measureAgreement),
  registered(trainBayesian),
  registered(trainMember),
  registered(ask),
  registered(assessUncertainty),
  registered(assessUnfamiliar),
  registered(doubt),
  registered(quantisePosterior),
  registered(compressPosterior),
  registered(evidenceMaps),
  registered(specimens),
  registered(localise),
  registered(truthAgreement),
  registered(partShapley),
  registered(shortcut),
  registered(quotePublished),
  registered(publishedNetwork),
  registered(kerasNetwork),
  registered(explainReplicated),
  registered(degradeReplicated),
  registered(summariseReplication),
  registered(compareNetworks),
];
