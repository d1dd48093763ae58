/** A text that people read, in both languages. */
export interface Text {
  readonly uk: string;
  readonly en: string;
}

export type Language = keyof Text;

export const LANGUAGES: readonly Language[] = ['uk', 'en'];

let chosen: Language = 'en';

/** For all output that people read, from now on. What programs read is the same in both. */
export function chooseLanguage(language: Language): void {
  chosen = language;
}

export function language(): Language {
  return chosen;
}

export function say(text: Text): string {
  return text[chosen];
}

/** Texts within what programs read, such as the reasons of rejected rows, are English in every language. */
export async function inEnglishIf<T>(isForPrograms: boolean, run: () => Promise<T>): Promise<T> {
  const before = chosen;
  if (isForPrograms) chosen = 'en';
  try {
    return await run();
  } finally {
    chosen = before;
  }
}

/** What is in the language of the output already, or in none. */
export function asIs(text: string): Text {
  return { uk: text, en: text };
}

/** A heading and lines below it, in both languages. */
export function listed({ uk, en }: Text, lines: readonly string[]): Text {
  const below = lines.map((line) => `\n  ${line}`).join('');
  return { uk: `${uk}${below}`, en: `${en}${below}` };
}

/** What `--language` names; else the locale of the environment, in the order of POSIX. */
export function languageOf(words: readonly string[], env: NodeJS.ProcessEnv): Language {
  const at = words.findLastIndex((word) => /^--language(=|$)/.test(word));
  const named = words[at]?.split('=')[1] ?? (at < 0 ? undefined : words[at + 1]);
  const isKnown = LANGUAGES.find((each) => each === named);
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return isKnown ?? (/^uk(_|\.|@|$)/.test(locale) ? 'uk' : 'en');
}
