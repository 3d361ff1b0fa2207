import { InvalidArgumentError, Option } from 'commander';

export function engineOption(): Option {
  return new Option(
    '--engine <name>',
    'native, wasm, webgpu (a graphics card) or cpu; results of another engine then count as stale',
  );
}

export function storeOption(): Option {
  return new Option('--store <folder>', 'the store (default: IIC_STORE, else .store)');
}

export function workersOption(): Option {
  return new Option(
    '--workers <n>',
    'processes that compute at the same time; results do not depend on it (default: with wasm ' +
      'and webgpu one a processor, at most 4; with native one, which uses all processors)',
  ).argParser(parseCount);
}

function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) {
    throw new InvalidArgumentError('give a whole number from 1 up.');
  }
  return count;
}

/** A share, 0 … 1. */
export function parseShare(text: string): number {
  const share = Number(text);
  if (text.trim() === '' || !(share >= 0 && share <= 1)) {
    throw new InvalidArgumentError('give a share from 0 to 1, for example 0.02.');
  }
  return share;
}
