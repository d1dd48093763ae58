import { known, oneOfThese } from '../commands/option-values.ts';
import { say, type Text } from '../terminal/language.ts';

/** How the values of an enumeration are typed and displayed. */
export interface Words<Value extends number> {
  /** What users type and programs read, in the order of the lifecycle or contract. */
  readonly all: readonly string[];
  readonly values: readonly Value[];
  /** Undefined for an unknown word; accepts "_" for "-". */
  readonly valueOf: (word: string) => Value | undefined;
  /** For commander: as above, but an unknown word is a usage error. */
  readonly parse: (word: string) => Value;
  /** The number for a value that a later version has added. */
  readonly wordOf: (value: number) => string;
  readonly textOf: (value: number) => Text;
  /** In the language of the output. */
  readonly nameOf: (value: number) => string;
}

/** `[value, word, Ukrainian, English]`; without English, the word is the English name. */
export function words<Value extends number>(
  entries: readonly (readonly [value: Value, word: string, uk: string, en?: string])[],
): Words<Value> {
  const byValue = new Map<number, { readonly word: string } & Text>(
    entries.map(([value, word, uk, en = word]) => [value, { word, uk, en }]),
  );
  const all = entries.map(([, word]) => word);
  const valueOf = (text: string) => {
    const wanted = text.trim().toLowerCase();
    const found = (spelling: string) => entries.find(([, word]) => word === spelling)?.[0];
    return found(wanted) ?? found(wanted.replaceAll('_', '-'));
  };
  const textOf = (value: number): Text => byValue.get(value) ?? { uk: `${value}`, en: `${value}` };
  return {
    all,
    values: entries.map(([value]) => value),
    valueOf,
    parse: (text) => known(valueOf(text), oneOfThese(all)),
    wordOf: (value) => byValue.get(value)?.word ?? `${value}`,
    textOf,
    nameOf: (value) => say(textOf(value)),
  };
}
