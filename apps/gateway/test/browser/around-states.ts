import { AROUND_TEXTS } from '../../src/reports-here/around.texts.ts';
import type { Language } from '../../src/site/module.ts';
import type { FormState } from './form-states.ts';

const path = '/around';
const texts = (language: Language) => AROUND_TEXTS[language];

/** What the search for feeds can answer. */
export const AROUND_STATES: readonly FormState[] = [
  { name: 'no place', path, fields: { place: '' }, status: 400, says: (language) => texts(language).needed },
  {
    name: 'an unknown place',
    path,
    fields: { place: 'xyzzy' },
    status: 400,
    says: (language) => texts(language).nothing,
  },
  {
    name: 'several places',
    path,
    fields: { place: 'Миколаївка' },
    status: 200,
    says: (language) => texts(language).result,
  },
  {
    name: 'a point',
    path,
    fields: { place: '49.2331, 28.4682' },
    status: 200,
    says: (language) => texts(language).around,
  },
];
