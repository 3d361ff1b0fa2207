/** What is used of the file that a plugin of the unified family works on. */
interface ProcessedFile {
  readonly path: string;
  readonly messages: readonly {
    readonly source?: string | undefined;
    readonly line?: number | undefined;
    readonly reason: string;
    readonly cause?: unknown;
  }[];
}

/**
 * rehype-katex reports a formula it cannot set as a message and goes on with a red fallback. In a
 * report that is an error: this plugin, placed after it, stops the build and names file and line.
 */
export function rehypeMathErrors() {
  return (_tree: unknown, file: ProcessedFile): void => {
    const message = file.messages.find(({ source }) => source === 'rehype-katex');
    if (!message) return;
    const line = message.line === undefined ? '' : `:${String(message.line)}`;
    throw new Error(`${file.path}${line}: ${String(message.cause ?? message.reason)}`);
  };
}
