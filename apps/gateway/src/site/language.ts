export const LANGUAGES = ['uk', 'en'] as const;
/** Of a page. */
export type Language = (typeof LANGUAGES)[number];

/** Ukrainian pages have the plain path, English ones lie below /en. */
export function pathIn(language: Language, path: string): string {
  if (language === 'uk') return path;
  return path === '/' ? '/en' : `/en${path}`;
}

export function otherThan(language: Language): Language {
  return language === 'uk' ? 'en' : 'uk';
}
