import type { Language } from './language.ts';
import { EN } from './texts-en.ts';
import { UK, type Texts } from './texts-uk.ts';

const TEXTS: Readonly<Record<Language, Texts>> = { uk: UK, en: EN };

export function textsOf(language: Language): Texts {
  return TEXTS[language];
}
