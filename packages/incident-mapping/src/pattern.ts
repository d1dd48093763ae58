import { RE2JS } from 're2js';

/** Tests a text; the time is linear in its length. */
export type Matcher = (text: string) => boolean;

/** Instructions of a compiled pattern: each character of a text costs at most this many steps. */
const MAX_INSTRUCTIONS = 1_000;
/** Kinds are short texts; in longer ones only the beginning is searched. */
const MAX_CHARACTERS = 500;

/**
 * Compiles a pattern in RE2 syntax: it has neither look-around nor back-references, and therefore no catastrophic
 * backtracking. Case does not matter. Returns the broken rule if it is not valid.
 */
export function compilePattern(pattern: string): Matcher | { readonly rule: string } {
  try {
    const compiled = RE2JS.compile(pattern.normalize('NFC'), RE2JS.CASE_INSENSITIVE);
    if (compiled.programSize() > MAX_INSTRUCTIONS) return { rule: 'is too complex: it repeats too much' };
    return (text) => compiled.test(text.slice(0, MAX_CHARACTERS).normalize('NFC'));
  } catch (error) {
    if (!(error instanceof Error) || !error.name.startsWith('RE2JS')) throw error;
    return { rule: `must be a pattern in RE2 syntax: ${error.message}` };
  }
}
