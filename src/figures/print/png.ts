import sharp from 'sharp';
import { element, type Svg } from '../svg.ts';
import { numberOf, textStyleOf, viewBoxOf, withInherited, type Attributes } from './attributes.ts';
import { parseSvg, type SvgNode } from './svgTree.ts';
import { placedRuns, runOutlines } from './typeface.ts';

const CENTIMETRES_PER_INCH = 2.54;
/** At which the image library takes a pixel of a drawing for a pixel of the image. */
const PIXELS_PER_INCH = 72;

export interface PngOptions {
  /** Pixels of the image to a unit of the drawing. */
  readonly scale: number;
  /** Width in print, in centimetres, from which the density follows that is written to the file. */
  readonly widthCm: number;
}

/** A drawing as PNG on white; its letters as outlines, since an image library has only the system's fonts. */
export async function svgToPng(svg: string, { scale, widthCm }: PngOptions): Promise<Uint8Array> {
  const drawing = parseSvg(svg);
  const width = scale * viewBoxOf(drawing).width;
  const outlined = Buffer.from(outlinedNode(drawing, {}));
  return sharp(outlined, { density: PIXELS_PER_INCH * scale })
    .flatten({ background: '#ffffff' })
    .withMetadata({ density: Math.round((width / widthCm) * CENTIMETRES_PER_INCH) })
    .png({ compressionLevel: 9 })
    .toBuffer();
}

/** The element with every line of text in it as paths. */
function outlinedNode(node: SvgNode, around: Attributes): Svg {
  const attributes = withInherited(around, node);
  return node.name === 'text'
    ? outlinedText(node.text, attributes)
    : element(
        node.name,
        node.attributes,
        ...node.children.map((child) => outlinedNode(child, attributes)),
      );
}

function outlinedText(text: string, attributes: Attributes): Svg {
  const size = numberOf(attributes, 'font-size');
  const y = numberOf(attributes, 'y');
  const runs = placedRuns(
    text,
    textStyleOf(attributes),
    size,
    numberOf(attributes, 'x'),
    attributes['text-anchor'],
  );
  const paths = runs.flatMap((run) => {
    const unit = size / run.face.font.unitsPerEm;
    return runOutlines(run).map(({ d, x }) =>
      element('path', {
        d,
        transform: `translate(${String(run.x + x * unit)} ${String(y)}) scale(${String(unit)} ${String(-unit)})`,
      }),
    );
  });
  const { fill, transform } = attributes;
  return element('g', { fill, stroke: 'none', transform }, ...paths);
}
