/** What the page asks of the worker, and what it gets back. Every question has a number of its own. */
export interface LoadQuestion {
  readonly kind: 'load';
  /** Addresses of a weights file: header and binary. */
  readonly header: string;
  readonly binary: string;
}

export interface ExplainQuestion {
  readonly kind: 'explain-by-lrp';
  /** Row-major [height × width × channels], 0 … 1. */
  readonly image: Float32Array;
  /** Class explained; the one of the largest logit when null. */
  readonly target: number | null;
  /** Id of a composite of compute/explain/lrp/composites.ts. */
  readonly composite: string;
}

export type Question = LoadQuestion | ExplainQuestion;

export interface LoadAnswer {
  readonly kind: 'load';
  readonly classes: number;
}

export interface ExplainAnswer {
  readonly kind: 'explain-by-lrp';
  readonly logits: Float32Array;
  readonly target: number;
  /** One signed number a pixel, row-major [height × width]. */
  readonly relevance: Float32Array;
  /** Tensors alive in the worker after the answer: flat when nothing leaks. */
  readonly tensors: number;
  /** Time the explanation took in the worker. */
  readonly milliseconds: number;
}

export type Answer = LoadAnswer | ExplainAnswer;

/** The answer that goes with a question. */
export type AnswerTo<Asked extends Question> = Extract<Answer, { kind: Asked['kind'] }>;

export interface Asked {
  readonly number: number;
  readonly question: Question;
}

export type Replied =
  | { readonly number: number; readonly answer: Answer }
  | { readonly number: number; readonly error: string };
