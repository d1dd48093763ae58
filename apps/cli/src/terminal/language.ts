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

/** What `--language` names; else the locale of the environment, in the order of POSIX. */
export function languageOf(words: readonly string[], env: NodeJS.ProcessEnv): Language {
  const at = words.findLastIndex((word) => /^--language(=|$)/.test(word));
  const named = words[at]?.split('=')[1] ?? (at < 0 ? undefined : words[at + 1]);
  const isKnown = LANGUAGES.find((each) => each === named);
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return isKnown ?? (/^uk(_|\.|@|$)/.test(locale) ? 'uk' : 'en');
}
