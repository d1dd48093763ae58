import { InvalidArgumentError } from 'commander';

export function letterIdArgument(text: string): bigint {
  if (!/^[1-9]\d{0,17}$/.test(text)) throw new InvalidArgumentError('It must be the number of a dead letter, from 1.');
  return BigInt(text);
}

/** For a repeatable argument. */
export function letterIdsArgument(text: string, before: readonly bigint[] = []): bigint[] {
  return [...before, letterIdArgument(text)];
}
