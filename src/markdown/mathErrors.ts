import type { VFile } from 'vfile';

/**
 * rehype-katex reports a formula it cannot set as a message and goes on with a red fallback. In a
 * report that is an error: this plugin, placed after it, stops the build and names file and line.
 */
export function rehypeMathErrors() {
  return (_tree: unknown, file: VFile): void => {
    const message = file.messages.find(({ source }) => source === 'rehype-katex');
    if (!message) return;
    const line = message.line === undefined ? '' : `:${String(message.line)}`;
    throw new Error(`${file.path}${line}: ${String(message.cause ?? message.reason)}`);
  };
}
