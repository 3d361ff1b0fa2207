import type { Network } from '../../networks/network.ts';
import type { Generator } from '../../random/generator.ts';

/** Images to explain, all by one network. */
export interface ExplainRequest {
  /** With batch norm folded, as LRP takes it. */
  readonly network: Network;
  /** Row-major [count × height × width × channels], 0 … 1. */
  readonly images: Float32Array;
  /** The class whose logit is explained, image by image. */
  readonly targets: readonly number[];
  /** The source of chance of each image, for methods that draw; asked once an image. */
  readonly generatorOf: (image: number) => Generator;
  /** Changed images that a sampling method may ask the network about, for each image. */
  readonly evaluations: number;
  /** Images in one pass; changes a map by no more than rounding. */
  readonly batchSize: number;
}

/** A method of explanation with the settings that the report gives it. */
export interface Method {
  /** Key in artefacts, e.g. `integrated-gradients`. */
  readonly id: string;
  readonly title: string;
  /** `passes`: a few passes through the network; `samples`: as many as the evaluations asked for. */
  readonly cost: 'passes' | 'samples';
  /** Where the method comes from. */
  readonly source: string;
  /**
   * @returns row-major [count × height × width], one signed number a pixel
   * @throws RangeError when the evaluations are too few, and see the method
   */
  readonly explain: (request: ExplainRequest) => Float32Array;
}
