import { describe, expect, it } from 'vitest';
import type { Doubt, DoubtPoint } from '../../compute/results/doubt.ts';
import type { PredictorResult, UncertaintyResults } from '../../compute/results/uncertainty.ts';
import type { AskedSet, Rotation, Unfamiliar } from '../../compute/results/unfamiliar.ts';
import { doubtFigure } from '../../src/figures/bayesian/doubt.ts';
import { reliabilityFigure } from '../../src/figures/bayesian/reliability.ts';
import { riskCoverageFigure } from '../../src/figures/bayesian/riskCoverage.ts';
import { rotationFigure } from '../../src/figures/bayesian/rotation.ts';
import { uncertaintyHistogramsFigure } from '../../src/figures/bayesian/uncertaintyHistograms.ts';
import type { Figure } from '../../src/figures/figure.ts';
import { printPalette } from '../../src/figures/palette.ts';

const header = { study: 'bayesian', step: 'any', seed: 1, engine: 'none' };
const sure = (value: number) => ({ value, low: value, high: value });
const draw = ({ drawing }: Figure) => drawing.draw({ width: 560, palette: printPalette });
const count = (svg: string, pattern: RegExp) => svg.match(pattern)?.length ?? 0;

function predictor(id: string, images: readonly number[]): PredictorResult {
  return {
    id,
    title: id,
    networks: 1,
    correct: 1,
    accuracy: sure(0.9),
    negativeLogLikelihood: sure(0.3),
    calibrationError: sure(0.0125),
    meanConfidence: 0.9,
    bins: images.map((own, bin) => ({
      from: bin / images.length,
      to: (bin + 1) / images.length,
      images: own,
      confidence: own === 0 ? 0 : (bin + 0.5) / images.length,
      accuracy: own === 0 ? 0 : 1,
    })),
    byNetworks: [],
  };
}

function uncertainty(part: Partial<UncertaintyResults>): UncertaintyResults {
  return {
    header,
    dataset: 'mnist/test',
    images: 100,
    heldOutImages: 10,
    bootstrapResamples: 10,
    coverage2021: 0.8,
    predictors: [],
    rankings: [],
    areaDifferences: [],
    rules: [],
    ...part,
  };
}

describe('the reliability diagram', () => {
  const figure = reliabilityFigure(uncertainty({ predictors: [predictor('own', [0, 9, 10, 81])] }));

  it('leaves out bins that say next to nothing, but not from its data', () => {
    expect(count(draw(figure), /<circle/g)).toBe(2);
    expect(figure.data.rows.map((row) => row[3])).toEqual([0, 9, 10, 81]);
  });

  it('has no confidence where there is no image', () => {
    expect(figure.data.rows[0]!.slice(4)).toEqual([null, null]);
  });

  it('says the error', () => {
    expect(figure.finding).toMatch(/in percentage points and on average, by 1\.25 \(own\)\.$/);
  });
});

describe('risk against coverage', () => {
  const ranking = (id: string, risks: readonly number[]) => ({
    id,
    predictor: id.slice(0, id.lastIndexOf('-')),
    score: 'entropy',
    title: 'entropy',
    area: sure(0.0031),
    accuracyAt2021: sure(0.99),
    curve: risks.map((risk, index) => ({ coverage: (index + 1) / risks.length, risk })),
  });
  const figure = riskCoverageFigure(
    uncertainty({
      predictors: [predictor('bayes', []), predictor('other', [])],
      rankings: [ranking('bayes-entropy', [0, 0, 0.02, 0.04]), ranking('other-entropy', [0.5])],
    }),
  );

  it('shows one score a predictor', () => {
    expect(figure.finding).toMatch(/is 3\.10 \(bayes\):/);
    expect(figure.data.rows).toHaveLength(4);
  });

  it('begins a curve where the first error is met', () => {
    const paths = [...draw(figure).matchAll(/ d="(M[^"]*)"/g)].map((match) => match[1]!);
    expect(paths[0]).toMatch(/^M[\d.]+,[\d.]+L[\d.]+,[\d.]+$/);
  });
});

function askedSet(id: string, title: string, epistemic: number): AskedSet {
  return {
    id,
    title,
    images: 4,
    entropy: 0.5 + epistemic,
    aleatoric: 0.5,
    epistemic,
    aleatoricHistogram: [3, 1],
    epistemicHistogram: [4, 0],
    refused: [sure(0.5)],
    rocArea: null,
  };
}

function rotation(angle: number, right: number, refused: number): Rotation {
  return {
    angle,
    images: 10,
    accuracy: sure(right),
    entropy: 0.5,
    aleatoric: 0.4,
    epistemic: 0.1,
    refused: [sure(0), sure(refused)],
    harmless: [right, right + refused],
  };
}

function unfamiliar(sets: AskedSet[], rotations: Rotation[]): Unfamiliar {
  const rules = ['median', 'own-entropy'].map((id) => ({ id, title: id }));
  return {
    header,
    familiar: 'test',
    histogramBorders: [0, 1.15, 2.3],
    predictors: [{ id: 'own', title: 'Own', rules, sets, rotations }],
  };
}

describe('histograms of uncertainty', () => {
  const sets = [
    askedSet('test', 'familiar', 0.01),
    askedSet('shoes', 'Shoes', 0.4),
    askedSet('noise', 'Noise', 0.2),
  ];
  const figure = uncertaintyHistogramsFigure(unfamiliar(sets, []), 'own');

  it('names the unfamiliar set that leaves least, and the familiar one by what it holds', () => {
    expect(figure.finding).toMatch(
      /^Familiar digits leave 0\.010 nats .* Noise leaves least, 0\.200/,
    );
    expect(figure.data.rows.map(([set]) => set)).toContain('MNIST');
  });

  it('draws a bar for each bin that holds images', () => {
    expect(count(draw(figure), /<rect/g)).toBe(sets.length * 3);
  });
});

describe('turned digits', () => {
  it('are told by the entropy rule, with the worst angle named', () => {
    const rotations = [rotation(0, 1, 0), rotation(90, 0.25, 0.25), rotation(180, 0.5, 0.25)];
    expect(rotationFigure(unfamiliar([], rotations), 'own').finding).toBe(
      'Upside down, 50\u202f% of the digits would be read rightly if all were answered, and 25\u202f% are refused; at worst, at 90°, 50\u202f% are answered wrongly.',
    );
  });
});

describe('doubt', () => {
  const point = (share: number, refused: number): DoubtPoint => ({
    share,
    accuracy: sure(0.5),
    entropy: sure(0.5),
    epistemic: sure(0.1),
    aleatoric: 0.4,
    refused: [refused],
  });
  const doubt = (points: DoubtPoint[]): Doubt => ({
    header,
    dataset: 'mnist/test',
    network: 'own',
    networks: 2,
    images: 3,
    pixels: 4,
    noiseSeeds: 1,
    bootstrapResamples: 5,
    rules: [{ id: 'entropy', title: 'Entropy', threshold: 0.1 }],
    rows: (['most-first', 'least-first'] as const).map((order) => ({
      id: `lrp-${order}`,
      ranking: 'lrp',
      title: 'LRP',
      kind: 'method',
      order,
      points,
    })),
  });

  it('is told at a fifth and at the end, drawn for the most relevant pixels, kept for both orders', () => {
    const figure = doubtFigure(doubt([point(0, 0.05), point(0.2, 0.5), point(1, 0.75)]));
    expect(figure.finding).toMatch(/refuses 50\u202f% \(LRP\); with all of them, 75\u202f%/);
    expect(figure.data.rows).toHaveLength(6);
    // A mark a point in each of four panels, and one in the legend.
    expect(count(draw(figure), /<circle/g)).toBe(4 * 3 + 1);
  });

  it('names what is missing', () => {
    expect(() => doubtFigure(doubt([point(0, 0), point(1, 1)]))).toThrow(
      /doubt\.json: lrp-most-first has no point at a share of 0\.2/,
    );
  });
});
