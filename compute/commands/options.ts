import { InvalidArgumentError, Option } from 'commander';

export function engineOption(): Option {
  return new Option(
    '--engine <name>',
    'native, wasm or cpu; results of another engine then count as stale',
  );
}

export function storeOption(): Option {
  return new Option('--store <folder>', 'the store (default: IIC_STORE, else .store)');
}

/** A share, 0 … 1. */
export function parseShare(text: string): number {
  const share = Number(text);
  if (text.trim() === '' || !(share >= 0 && share <= 1)) {
    throw new InvalidArgumentError('give a share from 0 to 1, for example 0.02.');
  }
  return share;
}
