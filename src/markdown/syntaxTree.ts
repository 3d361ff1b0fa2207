import type { Node, Parent, PhrasingContent } from 'mdast';

/** A component in a chapter, as MDX parses it. */
export interface MdxElement extends Parent {
  readonly type: 'mdxJsxFlowElement' | 'mdxJsxTextElement';
  readonly name: string | null;
  readonly attributes: MdxAttribute[];
}

export interface MdxAttribute {
  readonly type: 'mdxJsxAttribute' | 'mdxJsxExpressionAttribute';
  readonly name?: string;
  /** Text, or an object when the value is an expression in braces. */
  value?: string | object | null;
}

export function isMdxElement(node: Node): node is MdxElement {
  return node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement';
}

/** The attribute of a component that is written as text, not as an expression. */
export function textAttribute(element: MdxElement, name: string): MdxAttribute | undefined {
  return element.attributes.find(
    (attribute) => attribute.name === name && typeof attribute.value === 'string',
  );
}

/** An inline element of the page, as a node that remark hands on to rehype. */
export function inlineElement(
  tag: string,
  properties: Readonly<Record<string, string | boolean>>,
  children: PhrasingContent[],
): PhrasingContent {
  const element = {
    type: 'reportInline',
    data: { hName: tag, hProperties: properties },
    children,
  };
  return element as unknown as PhrasingContent;
}
