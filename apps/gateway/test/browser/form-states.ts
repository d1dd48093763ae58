import { BackendError } from '../../src/backend/module.ts';
import { SENT_TEXTS } from '../../src/forms/module.ts';
import { OFFICER_TEXTS } from '../../src/officer/officer.texts.ts';
import { NEARBY_TEXTS } from '../../src/report/nearby.texts.ts';
import { REPORT_TEXTS } from '../../src/report/report.texts.ts';
import type { Language } from '../../src/site/module.ts';
import { FOOTAGE_TEXTS } from '../../src/track/footage.texts.ts';
import { TRACK_TEXTS } from '../../src/track/track.texts.ts';
import { APPEALED, FOOTAGE_TOKEN, PIT as PIT_NEARBY, STATUS, TOKEN } from '../report-answers.ts';
import type { Answers } from '../answer-of.ts';
import { SEAL } from '../running-pages.ts';

/** A page that answers a form. */
export interface FormState {
  readonly name: string;
  readonly path: `/${'around' | 'officer' | 'report' | 'footage' | 'complaint' | 'track' | 'told' | 'told/confirm' | 'told/end'}`;
  readonly fields: Readonly<Record<string, string>>;
  readonly status: number;
  /** Proof that it is this page. */
  readonly says: (language: Language) => string;
  /** Of the services, where they differ from those when all is well. */
  readonly answers?: Answers;
}

const NOW = Date.parse('2026-11-28T10:00:00Z');
const REQUEST_ID = '01a227c5-449a-7018-8be9-ee1a028b1e47';
const ABROAD = '10, 10';
const NEAR_BORDER = '49.2331, 28.75';
const PIT = {
  category: 'infrastructure',
  place: { code: 'UA05020310010019628' },
  details: { attributes: { infrastructure_kind: 'road_pit' }, description: 'Глибока яма' },
  isNearbySeen: true,
  contact: { name: 'Ївга', phone: '+380501234567' },
};
const VIOLENCE = { ...PIT, category: 'domestic_violence', details: { attributes: {}, description: 'Таємне' } };
const { category, place } = PIT;

/** A form of a report, as a page has sealed it a minute ago. */
function report(answers: object, step: string, fields: Readonly<Record<string, string>> = {}, ageMs = 60_000) {
  const draft = { requestId: REQUEST_ID, address: 'A'.repeat(22), startedAt: NOW - ageMs, answers };
  return { form: SEAL.seal('report/2', draft), step, ...fields };
}

function track(step: 'add' | 'confirm' | 'reopen', text = '') {
  const draft = { requestId: REQUEST_ID, startedAt: NOW - 60_000, token: TOKEN };
  return { form: SEAL.seal('track/1', draft), step, [step]: text };
}

const failing =
  (...given: ConstructorParameters<typeof BackendError>) =>
  (): never => {
    throw new BackendError(...given);
  };
const wrong = (field: string): Answers => ({
  ReportIncident: failing('invalid', { violations: [{ field, rule: 'wrong' }] }),
});
const refusing = (method: string, reason: string): Answers => ({ [method]: failing('refused', { reason }) });
const SENSITIVE = { ...STATUS, category: 0, hromadaCode: '', receivedTime: undefined, stateTime: undefined };
const sensitive: Answers = {
  GetReportStatus: () => ({ status: SENSITIVE }),
  AddToReport: () => ({ status: SENSITIVE }),
};

const officer = (language: Language) => OFFICER_TEXTS[language];
const reports = (language: Language) => REPORT_TEXTS[language];
const tracks = (language: Language) => TRACK_TEXTS[language];
const footage = (language: Language) => FOOTAGE_TEXTS[language];

const OF_OFFICER: readonly Omit<FormState, 'path'>[] = [
  { name: 'no point', fields: { point: 'x' }, status: 400, says: (language) => officer(language).notAPoint },
  { name: 'a point abroad', fields: { point: ABROAD }, status: 400, says: (language) => officer(language).outside },
  {
    name: 'a point near a border',
    fields: { point: NEAR_BORDER },
    status: 200,
    says: (language) => officer(language).nearBorder,
  },
];

const OF_REPORT: readonly Omit<FormState, 'path'>[] = [
  { name: 'a form that is too old', fields: { form: 'x' }, status: 400, says: (language) => reports(language).tooOld },
  {
    name: 'a point abroad',
    fields: report({ category }, 'place', { q: ABROAD }),
    status: 400,
    says: (language) => reports(language).place.outside,
  },
  {
    name: 'a point near a border',
    fields: report({ category }, 'place', { q: NEAR_BORDER }),
    status: 200,
    says: (language) => reports(language).place.nearBorder,
  },
  {
    name: 'wrong codes',
    fields: report({ category, place, isNearbySeen: true }, 'details', { 'a-school': '1', 'a-object_code': '!' }),
    status: 400,
    says: (language) => reports(language).details.rules.edrpou(language === 'uk' ? 'Код ЄДРПОУ' : 'EDRPOU code', 0, 0),
  },
  {
    name: 'a wrong number, in an urgent category',
    fields: report({ category: 'fire', place, isNearbySeen: true }, 'details', { 'a-storey': '999' }),
    status: 400,
    says: (language) => reports(language).details.rules.number(language === 'uk' ? 'Поверх' : 'Storey', 0, 200),
  },
  {
    name: 'a report that is joined',
    fields: report({ category, place }, 'nearby', { same: PIT_NEARBY.requestId }),
    status: 200,
    says: (language) => NEARBY_TEXTS[language].joined.title,
  },
  {
    name: 'a report that cannot be joined any more',
    fields: report({ category, place }, 'nearby', { same: PIT_NEARBY.requestId }),
    status: 409,
    says: (language) => NEARBY_TEXTS[language].problems.ended,
    answers: refusing('AddVoice', 'NOT_OPEN'),
  },
  {
    name: 'a wrong name and number',
    fields: report(PIT, 'details', { name: 'x', phone: '1' }),
    status: 400,
    says: (language) => reports(language).contact.wrongName,
  },
  {
    name: 'a field that people do not see',
    fields: report(PIT, 'details', { 'a-infrastructure_kind': 'road_pit', website: 'x' }),
    status: 400,
    says: (language) => SENT_TEXTS[language].trap,
  },
  {
    name: 'a form that was filled in too fast',
    fields: report(PIT, 'again', {}, 0),
    status: 400,
    says: (language) => SENT_TEXTS[language].tooFast,
  },
  {
    name: 'a form that was sent already',
    fields: report(PIT, 'again'),
    status: 409,
    says: (language) => reports(language).sending.alreadySent,
    answers: refusing('ReportIncident', 'REQUEST_ID_REUSED'),
  },
  {
    name: 'intake away',
    fields: report(PIT, 'again'),
    status: 503,
    says: (language) => reports(language).sending.unknown,
    answers: { ReportIncident: failing('unavailable') },
  },
  {
    name: 'intake away, of a sensitive category',
    fields: report(VIOLENCE, 'again'),
    status: 503,
    says: (language) => reports(language).hidden,
    answers: { ReportIncident: failing('unavailable') },
  },
  {
    name: 'a place that intake refuses',
    fields: report(PIT, 'again'),
    status: 400,
    says: (language) => reports(language).place.refused,
    answers: wrong('report.hromada_code'),
  },
  {
    name: 'details that intake refuses',
    fields: report(PIT, 'again'),
    status: 400,
    says: (language) => reports(language).details.refused,
    answers: wrong('report.description'),
  },
  {
    name: 'anything else that intake refuses',
    fields: report(PIT, 'again'),
    status: 400,
    says: (language) => reports(language).sending.refused,
    answers: wrong('report.channel'),
  },
];

const OF_TRACK: readonly Omit<FormState, 'path'>[] = [
  {
    name: 'a wrong token',
    fields: { token: 'x' },
    status: 400,
    says: (language) => tracks(language).refusals.badToken,
    answers: { GetReportStatus: failing('missing') },
  },
  {
    name: 'a request for footage',
    fields: { token: FOOTAGE_TOKEN },
    status: 200,
    says: (language) => footage(language).mayAppeal,
    answers: { GetReportStatus: failing('missing') },
  },
  {
    name: 'an appeal against a decision about footage',
    fields: { token: FOOTAGE_TOKEN },
    status: 200,
    says: (language) => footage(language).appealOutcomes.upheld,
    answers: { GetReportStatus: failing('missing'), GetRequestStatus: () => APPEALED },
  },
  {
    name: 'camera rollout away',
    fields: { token: FOOTAGE_TOKEN },
    status: 503,
    says: (language) => tracks(language).refusals.unknown,
    answers: { GetReportStatus: failing('missing'), GetRequestStatus: failing('unavailable') },
  },
  {
    name: 'a form that is too old',
    fields: { step: 'add', form: 'x' },
    status: 400,
    says: (language) => tracks(language).tooOld,
  },
  {
    name: 'a repair confirmed',
    fields: track('confirm'),
    status: 200,
    says: (language) => tracks(language).done.confirm,
  },
  {
    name: 'a step that cannot be taken now',
    fields: track('confirm'),
    status: 400,
    says: (language) => tracks(language).refusals.notNow,
    answers: refusing('ConfirmFixed', 'STEP_ILLEGAL'),
  },
  {
    name: 'a report closed too long ago',
    fields: track('reopen', 'Яма знову є'),
    status: 400,
    says: (language) => tracks(language).refusals.tooLate,
    answers: refusing('ReopenReport', 'REOPEN_TOO_LATE'),
  },
  {
    name: 'too many additions',
    fields: track('add', 'Яма'),
    status: 400,
    says: (language) => tracks(language).refusals.tooMany,
    answers: refusing('AddToReport', 'TOO_MANY_ADDITIONS'),
  },
  {
    name: 'a report that was erased',
    fields: track('add', 'Яма'),
    status: 400,
    says: (language) => tracks(language).refusals.erased,
    answers: refusing('AddToReport', 'PERSONAL_DATA_ERASED'),
  },
  {
    name: 'another text sent already',
    fields: track('add', 'Яма'),
    status: 400,
    says: (language) => tracks(language).refusals.alreadySent,
    answers: refusing('AddToReport', 'REQUEST_ID_REUSED'),
  },
  {
    name: 'intake away',
    fields: track('confirm'),
    status: 503,
    says: (language) => tracks(language).refusals.unknown,
    answers: { ConfirmFixed: failing('unavailable') },
  },
  {
    name: 'a sensitive report',
    fields: { token: TOKEN },
    status: 200,
    says: (language) => (language === 'uk' ? (STATUS.textUk ?? '') : (STATUS.textEn ?? '')),
    answers: sensitive,
  },
  {
    name: 'no text for a sensitive report',
    fields: track('add'),
    status: 400,
    says: (language) => tracks(language).refusals.text,
    answers: sensitive,
  },
  {
    name: 'an addition to a sensitive report',
    fields: track('add', 'Таємне'),
    status: 200,
    says: (language) => tracks(language).done.add,
    answers: sensitive,
  },
];

/** Answers to forms that people meet on no other way of these tests. */
export const FORM_STATES: readonly FormState[] = [
  ...OF_OFFICER.map((state) => ({ ...state, path: '/officer' as const })),
  ...OF_REPORT.map((state) => ({ ...state, path: '/report' as const })),
  ...OF_TRACK.map((state) => ({ ...state, path: '/track' as const })),
];
