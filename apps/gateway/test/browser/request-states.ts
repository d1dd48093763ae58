import { BackendError } from '../../src/backend/module.ts';
import { KIND_TEXTS } from '../../src/requests/kinds.texts.ts';
import { REQUEST_KINDS } from '../../src/requests/request.ts';
import { REQUEST_TEXTS } from '../../src/requests/requests.texts.ts';
import type { Language } from '../../src/site/module.ts';
import { FOOTAGE_TEXTS } from '../../src/track/footage.texts.ts';
import { TRACK_TEXTS } from '../../src/track/track.texts.ts';
import { APPEALED, FOOTAGE_TOKEN } from '../report-answers.ts';
import { SEAL } from '../running-pages.ts';
import { FILLED } from '../running-requests.ts';
import type { FormState } from './form-states.ts';

const NOW = Date.parse('2026-11-28T10:00:00Z');
const EMPTY = Object.fromEntries(Object.keys(FILLED).map((name) => [name, '']));
const texts = (language: Language) => REQUEST_TEXTS[language];

/** What the forms of a request for footage and of a complaint can answer. */
const OF_FORMS: readonly FormState[] = REQUEST_KINDS.flatMap((kind): FormState[] => {
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

const missing = (): never => {
  throw new BackendError('missing');
};
const appeal = {
  form: SEAL.seal('track/1', {
    requestId: '01a227c5-449a-7018-8be9-ee1a028b1e4a',
    startedAt: NOW - 60_000,
    token: FOOTAGE_TOKEN,
  }),
  step: 'appeal',
};

/** What an appeal against the decision of one can answer. */
const OF_APPEALS: readonly FormState[] = [
  {
    name: 'no grounds of an appeal',
    path: '/track',
    fields: { ...appeal, appeal: 'мало' },
    status: 400,
    says: (language) => FOOTAGE_TEXTS[language].appealWrong,
    answers: { GetReportStatus: missing },
  },
  {
    name: 'no term for an appeal',
    path: '/track',
    fields: { ...appeal, appeal: 'Запис обірвано на середині' },
    status: 400,
    says: (language) => TRACK_TEXTS[language].refusals.noDeadline,
    answers: {
      GetReportStatus: missing,
      AppealDecision() {
        throw new BackendError('refused', { reason: 'NO_DEADLINE' });
      },
    },
  },
  {
    name: 'an appeal that was taken',
    path: '/track',
    fields: { ...appeal, appeal: 'Запис обірвано на середині' },
    status: 200,
    says: (language) => FOOTAGE_TEXTS[language].appealDone,
    answers: { GetRequestStatus: () => APPEALED },
  },
];

export const REQUEST_STATES: readonly FormState[] = [...OF_FORMS, ...OF_APPEALS];
