import { variable } from './variable.ts';

/** A text of at least one character, without leading and trailing blanks. @param details.form what it must match */
export function text({
  expects = 'a text',
  example = 'text',
  form = /^/,
}: { expects?: string; example?: string; form?: RegExp } = {}) {
  return variable<string>({ expects, example }, (raw) => {
    const trimmed = raw.trim();
    return trimmed !== '' && form.test(trimmed) ? trimmed : undefined;
  });
}

/** One of the given words, exactly as written. */
export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return variable<Words[number]>({ expects: `one of ${words.join(', ')}`, example: words[0] }, (raw) =>
    words.find((word) => word === raw),
  );
}

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ...['true', '1', 'yes', 'on'].map((word) => [word, true] as const),
  ...['false', '0', 'no', 'off'].map((word) => [word, false] as const),
]);

/** `true` or `false`, also written 1/0, yes/no, on/off. Returns a boolean. */
export function flag() {
  return variable<boolean>({ expects: 'true or false', example: 'true' }, (raw) => FLAGS.get(raw.toLowerCase()));
}
