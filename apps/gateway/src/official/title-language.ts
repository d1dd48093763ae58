/** Titles are cited as they were published: a screen reader has to know in which language. */
export function languageOfTitle(title: string): 'uk' | 'ru' | 'en' {
  const cyrillic = title.match(/\p{Script=Cyrillic}/gu) ?? [];
  if (cyrillic.length * 2 <= title.length) return 'en';
  return /[ыэъё]/i.test(title) || (/и/i.test(title) && !/[іїєґ]/i.test(title)) ? 'ru' : 'uk';
}
