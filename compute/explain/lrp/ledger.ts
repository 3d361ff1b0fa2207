import type { LedgerEntry } from '../../results/conservation.ts';

/**
 * Where relevance goes at one layer, one number an image:
 * relevanceIn = relevanceOut + lostToBias + lostToStabiliser.
 *
 * For a rule R_j = Σ_terms c Σ_k n_jk R_k / s(z_k) with z_k = Σ_j n_jk + b_k and
 * s(z) = z + ε sign(z), the bias takes Σ_terms c Σ_k b_k R_k / s(z_k) and the stabiliser
 * Σ_terms c Σ_k (s(z_k) − z_k) R_k / s(z_k). b is the bias as the rule sees it: b for 0 and ε, b⁺
 * and b⁻ for αβ and z⁺, b + γb± for γ, b² for w², none for zB, flat, pooling and whatever passes.
 * Either loss may be negative: relevance is then gained. A unit without any input of the sign that
 * a term of αβ wants cannot hand that term's share on; the stabiliser is booked with it.
 */
export interface LedgerRow {
  /** Layer index in the architecture. */
  readonly layer: number;
  readonly type: string;
  /** Rule applied, in words. */
  readonly rule: string;
  /** From above, [n]. */
  readonly relevanceIn: Float32Array;
  /** Handed on below, [n]. */
  readonly relevanceOut: Float32Array;
  readonly lostToBias: Float32Array;
  readonly lostToStabiliser: Float32Array;
}

/** The ledger of one image of the batch, from the logits down to the pixels. */
export function ledgerOfImage(ledger: readonly LedgerRow[], image: number): LedgerEntry[] {
  return ledger.map((row) => ({
    layer: row.layer,
    type: row.type,
    rule: row.rule,
    relevanceIn: valueOf(row.relevanceIn, image),
    relevanceOut: valueOf(row.relevanceOut, image),
    lostToBias: valueOf(row.lostToBias, image),
    lostToStabiliser: valueOf(row.lostToStabiliser, image),
  }));
}

/** The mean of each sum over the images of the batch. */
export function meanLedger(ledger: readonly LedgerRow[]): LedgerEntry[] {
  return ledger.map((row) => ({
    layer: row.layer,
    type: row.type,
    rule: row.rule,
    relevanceIn: mean(row.relevanceIn),
    relevanceOut: mean(row.relevanceOut),
    lostToBias: mean(row.lostToBias),
    lostToStabiliser: mean(row.lostToStabiliser),
  }));
}

/**
 * |in − out − bias − ε| relative to the largest of the four: 0 when the ledger closes.
 * Only rounding, or a rule that breaks its own formula, leaves a remainder.
 */
export function closingError(entry: LedgerEntry): number {
  const { relevanceIn, relevanceOut, lostToBias, lostToStabiliser } = entry;
  const largest = Math.max(
    ...[relevanceIn, relevanceOut, lostToBias, lostToStabiliser].map(Math.abs),
  );
  if (largest === 0) return 0;
  return Math.abs(relevanceIn - relevanceOut - lostToBias - lostToStabiliser) / largest;
}

function valueOf(values: Float32Array, image: number): number {
  const value = values[image];
  if (value === undefined) {
    throw new Error(`Ledger: image ${image} of a batch of ${values.length}; count from 0.`);
  }
  return value;
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
