import { z } from 'zod';
import { about } from './variable.ts';

/** A text of at least one character, without leading and trailing blanks. @param details.form what it must match */
export function text(details: { expects?: string; example?: string; form?: RegExp } = {}) {
  return about(
    z
      .string()
      .trim()
      .min(1)
      .regex(details.form ?? /^/),
    {
      expects: details.expects ?? 'a text',
      example: details.example ?? 'text',
    },
  );
}

/** One of the given words, exactly as written. */
export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return about(z.enum(words), { expects: `one of ${words.join(', ')}`, example: words[0] });
}

/** `true` or `false`, also written 1/0, yes/no, on/off. Returns a boolean. */
export function flag() {
  const words = { truthy: ['true', '1', 'yes', 'on'], falsy: ['false', '0', 'no', 'off'] };
  return about(z.stringbool(words), { expects: 'true or false', example: 'true' });
}
