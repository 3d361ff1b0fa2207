import sharp from 'sharp';
import { expect } from 'vitest';
import { chooseEngine } from '../../../compute/engine/chooseEngine.ts';
import { foldBatchNorm } from '../../../compute/networks/foldBatchNorm.ts';
import {
  readRoundedNetwork,
  type RoundedHeader,
} from '../../../compute/networks/roundedWeights.ts';
import type { ExplainPictureSettings } from '../../../src/demos/explain-picture/settings.ts';
import type { NetworkId } from '../../../src/demos/explain-picture/state.ts';
import { Explainer } from '../../../src/demos/worker/explainer.ts';
import { SEGMENT_METHOD_IDS, type ExplainAnswer } from '../../../src/demos/worker/messages.ts';
import { explainBySegments } from '../../../src/demos/worker/segmentMaps.ts';
import type { WatchedPage } from '../inBrowser.ts';
import { readBuilt, type Listed } from './demo.ts';
import { expectClose } from './demoUse.ts';
import { PICTURES_PAGE, type BySegments, type Explained } from './pictures.ts';

/** What the page knows of its networks and its images, and what Node computes from the same files. */
export class KnownPictures {
  readonly settings: ExplainPictureSettings;
  /** Address of what the study published of the cells of its images. */
  readonly scores: string;
  readonly #explainer = new Explainer(readBuilt);

  constructor(settings: ExplainPictureSettings, scores: string) {
    this.settings = settings;
    this.scores = scores;
  }

  async loadNetworks(): Promise<void> {
    await chooseEngine('wasm');
    for (const { header: address, binary } of Object.values(this.settings.networks)) {
      const text = Buffer.from(await readBuilt(address)).toString('utf8');
      const header = JSON.parse(text) as RoundedHeader;
      const stored = readRoundedNetwork(header, await readBuilt(binary), binary, header.sha256);
      this.#explainer.keep(address, foldBatchNorm(stored));
    }
  }

  /** An image of the gallery as it lies in the site, row-major [side × side × 3], 0 … 1. */
  async galleryImage(position: number): Promise<Float32Array> {
    const png = Buffer.from(await readBuilt(this.settings.images[position]!));
    const levels = await sharp(png).removeAlpha().raw().toBuffer();
    return Float32Array.from(levels, (level) => level / 255);
  }

  /** The answer of Node for the predicted class. */
  explainedBy(network: NetworkId, image: Float32Array): ExplainAnswer {
    return this.#explainer.explain({
      kind: 'explain-by-lrp',
      network: this.settings.networks[network].header,
      image,
      target: null,
      composite: this.settings.composite,
    });
  }

  /** Demands that the page found of the predicted class what Node finds. */
  expectExplained(network: NetworkId, shown: Listed<Explained>): void {
    const expected = this.explainedBy(network, Float32Array.from(shown.image));
    expect(shown.target).toBe(expected.target);
    expectClose(shown.logits, expected.logits, 1e-5);
    expectClose(shown.relevance, expected.relevance, 1e-5);
  }

  /** Demands the same of LIME and Kernel SHAP, asked so often. */
  expectBySegments(
    network: NetworkId,
    image: readonly number[],
    found: Listed<BySegments>,
    evaluations: number,
  ): void {
    const { header } = this.settings.networks[network];
    for (const method of SEGMENT_METHOD_IDS) {
      const expected = explainBySegments(this.#explainer.inferenceNetwork(header), {
        kind: 'explain-by-segments',
        network: header,
        image: Float32Array.from(image),
        method,
        target: found.target,
        segments: { ...this.settings.segments, evaluations, index: 0 },
      });
      expectClose(found[method].map, expected.map, 1e-4);
      expect(found[method].quality).toBeCloseTo(expected.quality, 3);
    }
  }
}

/** Reads the page, and loads its networks here. */
export async function knownPictures(
  open: (address: string) => Promise<WatchedPage>,
): Promise<KnownPictures> {
  const { page, close } = await open(PICTURES_PAGE);
  const { scores, settings } = (await page
    .locator('explain-picture')
    .evaluate((demo: HTMLElement) => ({ ...demo.dataset }))) as Record<string, string>;
  await close();
  const known = new KnownPictures(JSON.parse(settings!) as ExplainPictureSettings, scores!);
  await known.loadNetworks();
  return known;
}
