import PDFDocument from 'pdfkit';
import { numberOf, textStyleOf, viewBoxOf, withInherited, type Attributes } from './attributes.ts';
import { parseSvg, type SvgNode } from './svgTree.ts';
import { placedRuns } from './typeface.ts';

type Document = PDFKit.PDFDocument;

export interface PdfOptions {
  /** Width of the page, in points; the height follows. */
  readonly width: number;
  readonly title: string;
}

/** Equal drawings give equal bytes: no file knows when it was made. */
const NO_CLOCK = new Date(0);

/**
 * A drawing as a PDF of one page of its size: vectors, and text in embedded fonts.
 * @throws Error naming an element that has no place in a printed chart, such as an embedded image
 */
export async function svgToPdf(svg: string, { width, title }: PdfOptions): Promise<Uint8Array> {
  const drawing = parseSvg(svg);
  const { left, top, ...drawn } = viewBoxOf(drawing);
  const scale = width / drawn.width;
  const document = new PDFDocument({
    size: [width, drawn.height * scale],
    margin: 0,
    // What LaTeX engines take without a warning.
    pdfVersion: '1.5',
    // Keeps the document from opening a standard font that is not embedded.
    font: null as unknown as string,
    info: { Title: title, Creator: 'Interpretable image classification', CreationDate: NO_CLOCK },
  });
  const chunks: Uint8Array[] = [];
  document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise((resolve) => document.on('end', resolve));
  document.scale(scale).translate(-left, -top);
  drawNode(document, drawing, {});
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

function drawNode(document: Document, node: SvgNode, around: Attributes): void {
  const attributes = withInherited(around, node);
  document.save();
  if (node.attributes['transform'] !== undefined) transform(document, node.attributes['transform']);
  switch (node.name) {
    case 'svg':
    case 'g':
      for (const child of node.children) drawNode(document, child, attributes);
      break;
    case 'text':
      drawText(document, node.text, attributes);
      break;
    default:
      drawShape(document, node.name, attributes);
  }
  document.restore();
}

const MOVES = /(translate|scale|rotate)\((-?[\d.]+)(?: (-?[\d.]+))?\)/g;

function transform(document: Document, text: string): void {
  if (text.replaceAll(MOVES, '').trim() !== '') throw new Error(`unknown transform "${text}"`);
  for (const [, move, first, second] of text.matchAll(MOVES)) {
    const [x, y] = [Number(first), second === undefined ? undefined : Number(second)];
    if (move === 'rotate') document.rotate(x);
    else if (move === 'scale') document.scale(x, y ?? x);
    else document.translate(x, y ?? 0);
  }
}

function outline(document: Document, name: string, attributes: Attributes): void {
  const number = (attribute: string) => numberOf(attributes, attribute);
  switch (name) {
    case 'line':
      document.moveTo(number('x1'), number('y1')).lineTo(number('x2'), number('y2'));
      break;
    case 'rect':
      document.rect(number('x'), number('y'), number('width'), number('height'));
      break;
    case 'circle':
      document.circle(number('cx'), number('cy'), number('r'));
      break;
    case 'path':
      document.path(attributes['d']!);
      break;
    default:
      throw new Error(`<${name}> cannot be drawn in a PDF of vectors`);
  }
}

function drawShape(document: Document, name: string, attributes: Attributes): void {
  const { fill = '#000000', stroke = 'none' } = attributes;
  const opacity = numberOf(attributes, 'opacity', 1);
  const fillOpacity = opacity * numberOf(attributes, 'fill-opacity', 1);
  const filled = fill !== 'none' && fillOpacity > 0;
  const stroked = stroke !== 'none';
  // A path that nothing paints would be painted with the next one.
  if (!filled && !stroked) return;
  outline(document, name, attributes);
  if (opacity !== 1 || fillOpacity !== 1) {
    document.fillOpacity(fillOpacity).strokeOpacity(opacity);
  }
  if (stroked) {
    document.lineWidth(numberOf(attributes, 'stroke-width', 1));
    const dash = attributes['stroke-dasharray']?.split(/[ ,]+/).map(Number);
    // The types know one length only, the library a list of them as well.
    if (dash) document.dash(dash as unknown as number, {});
    if (attributes['stroke-linejoin'] === 'round') document.lineJoin('round');
  }
  if (filled && stroked) document.fillAndStroke(fill, stroke);
  else if (filled) document.fill(fill);
  else if (stroked) document.stroke(stroke);
}

function drawText(document: Document, text: string, attributes: Attributes): void {
  const size = numberOf(attributes, 'font-size');
  const runs = placedRuns(
    text,
    textStyleOf(attributes),
    size,
    numberOf(attributes, 'x'),
    attributes['text-anchor'],
  );
  document.fontSize(size).fillColor(attributes['fill'] ?? '#000000');
  for (const run of runs) {
    document.registerFont(run.face.name, run.face.bytes);
    document.font(run.face.name);
    document.text(run.text, run.x, numberOf(attributes, 'y'), {
      lineBreak: false,
      baseline: 'alphabetic',
    });
  }
}
