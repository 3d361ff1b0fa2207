/** An element of a drawing of src/figures/svg.ts, read back from its text. */
export interface SvgNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly SvgNode[];
  /** Of a line of text; empty for all else. */
  readonly text: string;
}

interface OpenNode extends SvgNode {
  readonly children: SvgNode[];
  text: string;
}

const TOKENS = /<(\/?)(\w+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|([^<]+)/y;

/**
 * Reads a drawing as src/figures/svg.ts writes it: elements, attributes in double quotes, text, numeric
 * character references; no comments, no declarations.
 * @throws Error saying where the text is something else
 */
export function parseSvg(svg: string): SvgNode {
  const root: OpenNode = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  TOKENS.lastIndex = 0;
  while (TOKENS.lastIndex < svg.length) {
    const start = TOKENS.lastIndex;
    const token = TOKENS.exec(svg);
    if (!token) throw new Error(`not a drawing at "${svg.slice(start, start + 40)}"`);
    const [, closing, name, attributes, selfClosing, text] = token;
    const parent = open.at(-1)!;
    if (text !== undefined) {
      parent.text += decoded(text);
    } else if (closing === '/') {
      if (parent.name !== name) throw new Error(`</${name!}> closes <${parent.name}>`);
      open.pop();
    } else {
      const node: OpenNode = {
        name: name!,
        attributes: parseAttributes(attributes!),
        children: [],
        text: '',
      };
      parent.children.push(node);
      if (selfClosing === '') open.push(node);
    }
  }
  const [drawing] = root.children;
  if (open.length !== 1 || !drawing) throw new Error('the drawing ends before its elements do');
  return drawing;
}

function parseAttributes(text: string): Record<string, string> {
  return Object.fromEntries(
    Array.from(text.matchAll(/([\w:-]+)="([^"]*)"/g), ([, name, value]) => [
      name!,
      decoded(value!),
    ]),
  );
}

function decoded(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}
