import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('../..', import.meta.url);

describe('a reader that closes the output', () => {
  it.each([
    ['its lines', '--help', '2>&3'],
    ['its errors', 'nosuch', '2>&1 >/dev/null'],
  ])('of %s ends the command quietly', (_, words, redirection) => {
    const piped = `"${process.execPath}" compute/main.ts ${words} ${redirection} | true`;
    const { stderr } = spawnSync(
      'bash',
      ['-c', `exec 3>&2; ${piped}; echo \${PIPESTATUS[0]} >&3`],
      { cwd: ROOT, encoding: 'utf8' },
    );
    expect(stderr.trim()).toBe('141');
  });
});
