import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { COMPOSITES } from '../../compute/explain/lrp/composites.ts';
import { ruleFor } from '../../compute/explain/lrp/composite.ts';
import type { Layer } from '../../compute/networks/architecture.ts';
import type { Conservation } from '../../compute/results/conservation.ts';
import { compositeOf, explainByRules } from '../../src/demos/lrp-rules/answer.ts';
import {
  isOffered,
  PARAMETERS,
  PRESETS,
  presetOf,
  RULE_KINDS,
  SITES,
  type RuleChoice,
  type RuleChoices,
} from '../../src/demos/lrp-rules/choice.ts';
import { flowOf } from '../../src/demos/lrp-rules/flow.ts';
import { stateOfText, textOfState } from '../../src/demos/lrp-rules/state.ts';
import { summary } from '../../src/demos/lrp-rules/words.ts';
import { mnistSpecimens, publishedMnist, type MnistSpecimens } from './mnistSpecimens.ts';

const convolution: Layer = {
  type: 'conv2d',
  filters: 1,
  kernelSize: [3, 3],
  padding: 'valid',
  bias: 'channel',
};
const dense: Layer = { type: 'dense', units: 1, bias: true };
const SITE_LAYERS = [
  { index: 2, layer: dense, firstLinear: false },
  { index: 1, layer: convolution, firstLinear: false },
  { index: 0, layer: convolution, firstLinear: true },
];

const anyChoice: fc.Arbitrary<RuleChoice> = fc.constantFrom(...RULE_KINDS).chain((kind) =>
  fc.record({
    kind: fc.constant(kind),
    parameter: PARAMETERS[kind].length > 0 ? fc.constantFrom(...PARAMETERS[kind]) : fc.constant(0),
  }),
);
const anyChoices: fc.Arbitrary<RuleChoices> = fc
  .record({ dense: anyChoice, convolution: anyChoice, pixels: anyChoice })
  .filter((choices) => SITES.every((site) => isOffered(choices[site].kind, site)));

describe('the ready composites', () => {
  it('are those of LRP, rule by rule', () => {
    expect(Object.keys(PRESETS).sort()).toEqual([...COMPOSITES.keys()].sort());
    for (const [id, preset] of Object.entries(PRESETS)) {
      expect(presetOf(preset)).toBe(id);
      for (const site of SITE_LAYERS) {
        expect(ruleFor(compositeOf(preset), site)!.name, id).toBe(
          ruleFor(COMPOSITES.get(id)!, site)!.name,
        );
      }
    }
  });
});

describe('the state in an address', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(fc.nat({ max: 29 }), anyChoices, (position, choices) => {
        const state = { position, choices };
        expect(stateOfText(textOfState(state), 30)).toEqual(state);
      }),
    );
  });

  it('is refused where it is none', () => {
    for (const text of [
      '',
      '0~zero_0~zero_0',
      '30~zero_0~zero_0~zero_0',
      '0~box_0~zero_0~box_0',
      '0~epsilon_0.3~zero_0~zero_0',
      '0~zero_1~zero_0~zero_0',
      '0~none_0~zero_0~zero_0',
    ]) {
      expect(stateOfText(text, 30), text).toBeUndefined();
    }
  });
});

describe('an explanation by chosen rules', () => {
  let specimens: MnistSpecimens;

  beforeAll(async () => {
    specimens = await mnistSpecimens();
  });

  const explain = (choices: RuleChoices) =>
    explainByRules(specimens.network, {
      kind: 'lrp-by-rules',
      network: '',
      image: specimens.images[0]!,
      choices,
    });

  it('keeps the books that the study published', () => {
    const { composites, image } = publishedMnist('conservation.json') as Conservation;
    expect(specimens.gallery.images[0]!.index).toBe(image.index);
    const ids = ['epsilonGammaBox', 'epsilonPlus', 'epsilon', 'epsilonAlpha2Beta1'];
    expect(composites.length).toBe(ids.length);
    composites.forEach(({ ledger }, place) => {
      const own = explain(PRESETS[ids[place]!]!).ledger;
      expect(own.map(({ rule }) => rule)).toEqual(ledger.map(({ rule }) => rule));
      const scale = Math.max(...ledger.map(({ relevanceIn }) => Math.abs(relevanceIn)));
      ledger.forEach((entry, layer) => {
        for (const sum of [
          'relevanceIn',
          'relevanceOut',
          'lostToBias',
          'lostToStabiliser',
        ] as const)
          expect(Math.abs(own[layer]![sum] - entry[sum]) / scale).toBeLessThan(1e-5);
      });
    });
  });

  it('explains under every rule on offer, and its stream is drawn', () => {
    for (const kind of RULE_KINDS) {
      for (const parameter of PARAMETERS[kind].length > 0 ? PARAMETERS[kind] : [0]) {
        const choice = { kind, parameter };
        const elsewhere = kind === 'box' ? { kind: 'zero' as const, parameter: 0 } : choice;
        const answer = explain({ dense: elsewhere, convolution: elsewhere, pixels: choice });
        expect(answer.relevance.every(Number.isFinite)).toBe(true);
        const drawn = flowOf(answer.ledger);
        expect(drawn.match(/class="stream/g)).toHaveLength(3);
        expect(drawn).not.toMatch(/NaN|Infinity/);
      }
    }
  });

  it('draws no leak of nothing, and prints no sign of it', () => {
    const entry = { layer: 0, type: 'dense', rule: 'z+', relevanceIn: 2, relevanceOut: 1.5 };
    const drawn = flowOf([{ ...entry, lostToBias: 0.5, lostToStabiliser: 0.004 }]);
    expect(drawn.match(/class="leak \w+/g)).toEqual(['class="leak bias']);
    expect(drawn).toContain('>biases −0.50<');
    expect(drawn).toContain('>ε 0.00<');
  });

  it('loses what ε takes, and says so', () => {
    const strong = { kind: 'epsilon' as const, parameter: 5 };
    const answer = explain({ dense: strong, convolution: strong, pixels: strong });
    expect(answer.ledger.at(-1)!.relevanceOut).toBeLessThan(0.6 * answer.ledger[0]!.relevanceIn);
    expect(summary(answer, [...'0123456789'])).toMatch(
      /^The network says 0, .*Of its logit of 17\.54, \d+\.\d+ \(\d+.%\) arrive at the pixels: biases .* ε takes \d/,
    );
  });
});
