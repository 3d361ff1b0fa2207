/** The methods of the 2021 study. */
export const REPLICATED_METHODS = ['lime', 'kernel-shap', 'lrp'] as const;
export type ReplicatedMethod = (typeof REPLICATED_METHODS)[number];

/** Something that was done in 2021 and is done otherwise here. */
export interface Fault {
  readonly id: string;
  readonly title: string;
  /** What it was in 2021. */
  readonly was: string;
  /** What takes its place. */
  readonly corrected: string;
  /**
   * `departure`: not what the study said it did. `choice`: something the study left open or did as it
   * said, and that we would do otherwise.
   */
  readonly kind: 'departure' | 'choice';
  /** Whether it changes the map, or only what is made of it. */
  readonly stage: 'map' | 'ranking';
}

const FILL: Fault = {
  id: 'fill',
  title: 'Fill',
  was: 'one constant',
  corrected: 'salt-and-pepper noise',
  kind: 'departure',
  stage: 'ranking',
};

const AREA: Fault = {
  id: 'area',
  title: 'Area',
  was: 'rows and columns 0 to 27, and 156 pixels kept, whatever the size of the image',
  corrected: 'all of the image, and a fifth of it kept',
  kind: 'departure',
  stage: 'ranking',
};

const TIES: Fault = {
  id: 'ties',
  title: 'Ties',
  was: 'which of equal pixels are kept is decided by where they lie',
  corrected: 'by lot',
  kind: 'choice',
  stage: 'ranking',
};

const OUTPUT: Fault = {
  id: 'output',
  title: 'Output',
  was: 'the probability of the predicted class is explained',
  corrected: 'its logit',
  kind: 'choice',
  stage: 'map',
};

/** What each method's number of 2021 suffered from, in the order of tables and figures. */
export const FAULTS: Readonly<Record<ReplicatedMethod, readonly Fault[]>> = {
  lime: [
    {
      id: 'segments',
      title: 'Segments',
      was: 'quickshift with the settings of lime',
      corrected: 'grid cells of 4 × 4 pixels',
      kind: 'choice',
      stage: 'map',
    },
    {
      id: 'hidden',
      title: 'Hidden parts',
      was: 'a hidden segment shows its own mean',
      corrected: 'black',
      kind: 'choice',
      stage: 'map',
    },
    OUTPUT,
    TIES,
    AREA,
    FILL,
  ],
  'kernel-shap': [
    {
      id: 'segments',
      title: 'Segments',
      was: 'SLIC and players without a pixel, fifty in all',
      corrected: 'grid cells of 4 × 4 pixels',
      kind: 'choice',
      stage: 'map',
    },
    {
      id: 'hidden',
      title: 'Hidden parts',
      was: 'a hidden segment shows 255, where white is 1',
      corrected: 'black',
      kind: 'choice',
      stage: 'map',
    },
    {
      id: 'selection',
      title: 'Selection',
      was: 'only players that AIC selects get a value',
      corrected: 'all do',
      kind: 'choice',
      stage: 'map',
    },
    OUTPUT,
    TIES,
    AREA,
    FILL,
  ],
  lrp: [
    {
      id: 'map',
      title: 'Map',
      was: 'the image itself in place of its relevance',
      corrected: 'relevance by LRP',
      kind: 'departure',
      stage: 'map',
    },
    {
      id: 'rule',
      title: 'Rule',
      was: 'one rule for all layers',
      corrected: 'a composite: zB, γ, ε',
      kind: 'choice',
      stage: 'map',
    },
    {
      id: 'index',
      title: 'Indices',
      was: 'positions in an array of three channels read as pixels',
      corrected: 'one number a pixel, the sum of its channels',
      kind: 'departure',
      stage: 'ranking',
    },
    {
      id: 'channels',
      title: 'Channels',
      was: 'channels added up by how bright the eye finds them',
      corrected: 'added up as they are',
      kind: 'choice',
      stage: 'ranking',
    },
    TIES,
    AREA,
    FILL,
  ],
};
