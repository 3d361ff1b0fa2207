import type {
  ContrastAnswer,
  ContrastQuestion,
  SegmentContrastAnswer,
  SegmentContrastQuestion,
} from '../class-contrast/question.ts';
import type {
  EraseAnswer,
  EraseQuestion,
  PredictAnswer,
  PredictQuestion,
} from '../erase-digit/question.ts';
import type {
  LimeSeedsAnswer,
  LimeSeedsQuestion,
  LimeStepsAnswer,
  LimeStepsQuestion,
} from '../lime-steps/question.ts';
import type { RulesAnswer, RulesQuestion } from '../lrp-rules/question.ts';
import type { RandomLayersAnswer, RandomLayersQuestion } from '../random-layers/question.ts';
import type { DegradeAnswer, DegradeQuestion } from '../share-kept/question.ts';
import type { ShapleyAnswer, ShapleyQuestion } from '../shapley-sampling/question.ts';

/** What the page asks of the worker, and what it gets back. Every question has a number of its own. */
export interface LoadQuestion {
  readonly kind: 'load';
  /** Addresses of a weights file: header and binary. Later questions name the network by `header`. */
  readonly header: string;
  readonly binary: string;
}

/** Asks for a network of rounded kernels; progress is told while it loads. */
export interface LoadRoundedQuestion {
  readonly kind: 'load-rounded';
  readonly header: string;
  readonly binary: string;
}

export interface ExplainQuestion {
  readonly kind: 'explain-by-lrp';
  /** Address of the header of a loaded network. */
  readonly network: string;
  /** Row-major [height × width × channels], 0 … 1. */
  readonly image: Float32Array;
  /** Class explained; the one of the largest logit when null. */
  readonly target: number | null;
  /** Id of a composite of compute/explain/lrp/composites.ts. */
  readonly composite: string;
}

/** How LIME and Kernel SHAP hide parts of an image, as the steps of a study do. */
export interface SegmentSettings {
  /** Side of the square grid cells, the segments. */
  readonly cell: number;
  /** What a hidden segment shows, 0 … 1. */
  readonly fill: number;
  /** Coalitions evaluated by each method. */
  readonly evaluations: number;
  /** Seed of the study and index of the image, which coalitions are drawn from. */
  readonly seed: number;
  readonly index: number;
}

/** Asks for the maps of all three methods, for the predicted class. */
export interface CompareQuestion extends Omit<ExplainQuestion, 'kind' | 'target'> {
  readonly kind: 'explain-by-all';
  readonly segments: SegmentSettings;
}

/** Asks for the map of one method that hides segments. */
export interface SegmentMapQuestion extends Omit<ExplainQuestion, 'kind' | 'target' | 'composite'> {
  readonly kind: 'explain-by-segments';
  readonly method: SegmentMethodId;
  /** Class explained. */
  readonly target: number;
  readonly segments: SegmentSettings;
  /** Whether other questions are answered meanwhile, progress is told, and it can be called off. */
  readonly patient?: true;
}

export interface LoadPosteriorQuestion {
  readonly kind: 'load-posterior';
  /** Addresses of a compressed posterior. Later questions name it by `header`. */
  readonly header: string;
  readonly binary: string;
}

/** Asks many networks, drawn from a posterior, about one image. */
export interface VoteQuestion {
  readonly kind: 'vote';
  /** Address of the header of a loaded posterior. */
  readonly posterior: string;
  /** Row-major [height × width], 0 … 1. */
  readonly image: Float32Array;
  /** Networks drawn: equal seeds draw equal ones. */
  readonly networks: number;
  readonly seed: number;
}

export type Question =
  | LoadQuestion
  | LoadRoundedQuestion
  | ExplainQuestion
  | CompareQuestion
  | SegmentMapQuestion
  | LoadPosteriorQuestion
  | VoteQuestion
  | ContrastQuestion
  | SegmentContrastQuestion
  | RulesQuestion
  | LimeStepsQuestion
  | LimeSeedsQuestion
  | ShapleyQuestion
  | PredictQuestion
  | EraseQuestion
  | DegradeQuestion
  | RandomLayersQuestion;

export interface LoadAnswer {
  readonly kind: 'load';
  readonly classes: number;
}

export interface LoadRoundedAnswer {
  readonly kind: 'load-rounded';
  readonly classes: number;
}

/** What an answer cost. */
export interface Cost {
  /** Tensors alive in the worker after the answer: flat when nothing leaks. */
  readonly tensors: number;
  /** Time the answer took in the worker. */
  readonly milliseconds: number;
}

/** What every explanation tells beside its maps. */
interface Explained extends Cost {
  readonly logits: Float32Array;
  /** The class explained. */
  readonly target: number;
}

export interface ExplainAnswer extends Explained {
  readonly kind: 'explain-by-lrp';
  /** One signed number a pixel, row-major [height × width]. */
  readonly relevance: Float32Array;
}

export const SEGMENT_METHOD_IDS = ['lime', 'kernel-shap'] as const;
export type SegmentMethodId = (typeof SEGMENT_METHOD_IDS)[number];
export const METHOD_IDS = [...SEGMENT_METHOD_IDS, 'lrp'] as const;
export type MethodId = (typeof METHOD_IDS)[number];

export interface CompareAnswer extends Explained {
  readonly kind: 'explain-by-all';
  /** One signed number a pixel, row-major [height × width]; equal within a segment where there are. */
  readonly maps: Readonly<Record<MethodId, Float32Array>>;
}

export interface SegmentMapAnswer extends Cost {
  readonly kind: 'explain-by-segments';
  /** One signed number a pixel, row-major [height × width], equal within a segment. */
  readonly map: Float32Array;
  /** What the segments add up to. */
  readonly sum: number;
  /** How good the map is by its own account: R² of LIME, largest standard error of Kernel SHAP. */
  readonly quality: number;
}

export interface LoadPosteriorAnswer {
  readonly kind: 'load-posterior';
  readonly classes: number;
}

export interface VoteAnswer extends Cost {
  readonly kind: 'vote';
  /** What each network says: row-major [networks × classes], each row a distribution. */
  readonly votes: Float32Array;
  /** Mean and median over the networks, [classes]. */
  readonly mean: Float32Array;
  readonly median: Float32Array;
  /** Entropy of the mean and its parts, in nats. */
  readonly entropy: number;
  readonly aleatoric: number;
  readonly mutualInformation: number;
}

export type Answer =
  | LoadAnswer
  | LoadRoundedAnswer
  | ExplainAnswer
  | CompareAnswer
  | SegmentMapAnswer
  | LoadPosteriorAnswer
  | VoteAnswer
  | ContrastAnswer
  | SegmentContrastAnswer
  | RulesAnswer
  | LimeStepsAnswer
  | LimeSeedsAnswer
  | ShapleyAnswer
  | PredictAnswer
  | EraseAnswer
  | DegradeAnswer
  | RandomLayersAnswer;

/** The answer that goes with a question. */
export type AnswerTo<Asked extends Question> = Extract<Answer, { kind: Asked['kind'] }>;

export interface Asked {
  readonly number: number;
  /** Nothing, to call the question of this number off. */
  readonly question: Question | null;
}

export type Replied =
  | { readonly number: number; readonly answer: Answer }
  | { readonly number: number; readonly error: string }
  /** The share of the work that is done, 0 … 1; an answer follows. */
  | { readonly number: number; readonly progress: number };
