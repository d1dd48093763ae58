import { BackendError } from '../../src/backend/module.ts';
import type { Language } from '../../src/site/module.ts';
import type { ToldRefusal } from '../../src/told/told.ts';
import { TOLD_TEXTS } from '../../src/told/told.texts.ts';
import { TOKEN } from '../report-answers.ts';
import { SEAL } from '../running-pages.ts';
import type { FormState } from './form-states.ts';

const NOW = Date.parse('2026-11-28T10:00:00Z');
const DRAFT = { requestId: '01a227c5-449a-7018-8be9-ee1a028b1e50', startedAt: NOW - 60_000 };
const CODE = 'c'.repeat(43);
const texts = (language: Language) => TOLD_TEXTS[language];

type Failure = ConstructorParameters<typeof BackendError>;

const REFUSED: readonly (readonly [ToldRefusal, number, ...Failure])[] = [
  ['email', 400, 'invalid', { violations: [{ field: 'email', rule: 'wrong' }] }],
  ['tooMany', 400, 'unavailable', { reason: 'TOO_MANY_SUBSCRIPTIONS' }],
  ['notOffered', 400, 'refused', { reason: 'NOT_OPEN' }],
  ['badToken', 400, 'missing'],
  ['alreadySent', 409, 'refused', { reason: 'REQUEST_ID_REUSED' }],
  ['unknown', 503, 'unavailable'],
];

/** What the forms of people who want to be told by e-mail can answer. */
export const TOLD_STATES: readonly FormState[] = [
  ...REFUSED.map(([refusal, status, ...failure]): FormState => ({
    name: `the refusal ${refusal}`,
    path: '/told',
    fields: { form: SEAL.seal('told/1', { ...DRAFT, token: TOKEN }), email: 'oksana@gromada.example' },
    status,
    says: (language) => texts(language).refusals[refusal],
    answers: {
      SubscribeToReport() {
        throw new BackendError(...failure);
      },
    },
  })),
  ...(['confirm', 'end'] as const).flatMap((action): FormState[] => {
    const path = `/told/${action}` as const;
    const fields = { form: SEAL.seal(`told/${action}/1`, { ...DRAFT, code: CODE }) };
    return [
      { name: 'its end', path, fields, status: 200, says: (language) => texts(language)[action].doneText },
      {
        name: 'a link that works no more',
        path,
        fields: { form: 'x' },
        status: 400,
        says: (language) => texts(language).codeRefusals.badCode,
      },
    ];
  }),
];
