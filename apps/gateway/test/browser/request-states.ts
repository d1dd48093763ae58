import { BackendError } from '../../src/backend/module.ts';
import { KIND_TEXTS } from '../../src/requests/kinds.texts.ts';
import { REQUEST_KINDS } from '../../src/requests/request.ts';
import { REQUEST_TEXTS } from '../../src/requests/requests.texts.ts';
import type { Language } from '../../src/site/module.ts';
import { SEAL } from '../running-pages.ts';
import { FILLED } from '../running-requests.ts';
import type { FormState } from './form-states.ts';

const NOW = Date.parse('2026-11-28T10:00:00Z');
const EMPTY = Object.fromEntries(Object.keys(FILLED).map((name) => [name, '']));
const texts = (language: Language) => REQUEST_TEXTS[language];

/** What a request for footage and a complaint can answer. */
export const REQUEST_STATES: readonly FormState[] = REQUEST_KINDS.flatMap((kind): FormState[] => {
  const draft = {
    requestId: '01a227c5-449a-7018-8be9-ee1a028b1e49',
    address: (kind === 'footage' ? 'F' : 'C').repeat(22),
    startedAt: NOW - 60_000,
  };
  const fields = { ...FILLED, form: SEAL.seal(`${kind}/1`, draft) };
  const path = `/${kind}` as const;
  return [
    {
      name: 'everything to correct',
      path,
      fields: { ...fields, ...EMPTY },
      status: 400,
      says: (language) => texts(language).rules.tooShort,
    },
    {
      name: 'a choice between places',
      path,
      fields: { ...fields, q: 'Миколаївка, Сумська' },
      status: 400,
      says: (language) => texts(language).place.choose,
    },
    {
      name: 'a form that is too old',
      path,
      fields: { ...fields, form: 'x' },
      status: 400,
      says: (language) => texts(language).refusals.tooOld,
    },
    {
      name: 'camera rollout away',
      path,
      fields,
      status: 503,
      says: (language) => texts(language).refusals.unknown,
      answers: {
        SubmitRequest() {
          throw new BackendError('unavailable');
        },
      },
    },
    { name: 'its code', path, fields, status: 200, says: (language) => KIND_TEXTS[language][kind].sent },
  ];
});
