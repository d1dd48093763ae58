import {
  AppealOutcome,
  FootageOutcome,
  FootageRequestKind as Kind,
  FootageRequestState as State,
} from '@safe-community/contracts/cameras/v1/footage_request.ts';
import { GetRequestStatusResponse } from '@safe-community/contracts/cameras/v1/footage_request_service.ts';
import { visit } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { FOOTAGE_STATUS, FOOTAGE_TOKEN, REPORT_ANSWERS } from '../../test/report-answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';
import { BackendError } from '../backend/module.ts';
import { pathIn, type Language } from '../site/module.ts';
import { FOOTAGE_TEXTS } from './footage.texts.ts';
import { TRACK_TEXTS } from './track.texts.ts';

const NOW = new Date('2026-11-28T10:00:00Z');

let pages: RunningPages;
let status: object = FOOTAGE_STATUS;
let rollout: BackendError | undefined;
let intake = new BackendError('missing');
beforeAll(async () => {
  pages = await runPages(
    {
      ...REPORT_ANSWERS,
      GetReportStatus() {
        throw intake;
      },
      GetRequestStatus(request) {
        if (rollout !== undefined) throw rollout;
        REPORT_ANSWERS['GetRequestStatus']?.(request);
        return GetRequestStatusResponse.fromPartial(status);
      },
    },
    { clock: () => NOW },
  );
});
afterAll(() => pages.stop());
beforeEach(() => {
  status = FOOTAGE_STATUS;
  rollout = undefined;
  intake = new BackendError('missing');
});

async function opened(language: Language = 'uk', token = FOOTAGE_TOKEN) {
  const visitor = await visit(`${pages.url}${pathIn(language, '/track')}`);
  await visitor.send({ token });
  return visitor;
}

test.each(['uk', 'en'] as const)('the holder of a token sees state, term, and decision: %s', async (language) => {
  const visitor = await opened(language);
  const texts = FOOTAGE_TEXTS[language];
  expect([visitor.status, visitor.headers.get('cache-control')]).toEqual([200, 'no-store']);
  for (const shown of [
    texts.title,
    texts.kinds.information,
    texts.states.decided,
    texts.extended,
    texts.outcomes.partly_granted,
    texts.redacted,
    texts.mayAppeal,
    language === 'uk' ? '18 грудня 2026' : '18 December 2026',
  ]) {
    expect(visitor.text).toContain(shown);
  }
  expect(visitor.text).not.toContain(texts.overdue);
  expect(visitor.text).not.toContain(texts.steps.appealed);
  expect(visitor.text).not.toContain(FOOTAGE_TOKEN);
  expect(pages.log.join('')).not.toContain(FOOTAGE_TOKEN);
});

test.each([
  ['received, before the term', { state: State.RECEIVED }, false],
  ['assigned, after the term', { state: State.ASSIGNED, dueTime: new Date('2026-11-28T09:59:59Z') }, true],
  ['decided after the term', { state: State.DECIDED, dueTime: new Date('2026-11-01T00:00:00Z') }, false],
  ['appealed, after the term of the appeal', { state: State.APPEALED, appeal: { dueTime: new Date(0) } }, true],
])('says whether the open step is overdue: %s', async (_case, change, isOverdue) => {
  status = { ...FOOTAGE_STATUS, ...change };
  expect((await opened()).text.includes(FOOTAGE_TEXTS.uk.overdue)).toBe(isOverdue);
});

test('an appeal is shown with its term and outcome, and cannot be made again', async () => {
  const appeal = { appealedTime: NOW, dueTime: new Date('2026-12-28T21:59:59Z'), outcome: AppealOutcome.UPHELD };
  status = { ...FOOTAGE_STATUS, state: State.APPEAL_DECIDED, appeal: { ...appeal, decidedTime: NOW } };
  const { text } = await opened('en');
  const { appealOutcomes, mayAppeal, steps } = FOOTAGE_TEXTS.en;
  expect(text).toContain(appealOutcomes.upheld);
  expect(text).toContain('28 December 2026');
  expect(text).toMatch(new RegExp(`aria-current="step">\\s*${steps.appeal_decided} \\(now\\)`));
  expect(text).not.toContain(mayAppeal);
});

test('after an upheld appeal the request is open again, and the former decision is shown before the new one', async () => {
  const appeal = { appealedTime: NOW, outcome: AppealOutcome.UPHELD, decidedTime: NOW };
  const formerDecision = { ...FOOTAGE_STATUS.decision, outcome: FootageOutcome.REFUSED };
  const reopened = { ...FOOTAGE_STATUS, appeal, formerDecision };
  const { appealOutcomes, decision, formerDecision: former, mayAppeal, outcomes, states, steps } = FOOTAGE_TEXTS.en;
  status = { ...reopened, state: State.ASSIGNED, decision: undefined };
  const open = await opened('en');
  expect(open.text).toMatch(
    new RegExp(`${states.assigned}[^]*${former}</h2>[^]*${outcomes.refused}[^]*${appealOutcomes.upheld}`),
  );
  expect(open.text).not.toContain(`<h2>${decision}</h2>`);
  expect(open.text).not.toContain(`<li>${steps.appealed}</li>`);
  status = { ...reopened, state: State.DECIDED };
  const { text } = await opened('en');
  expect(text).toMatch(new RegExp(`${appealOutcomes.upheld}[^]*<h2>${decision}</h2>[^]*${outcomes.partly_granted}`));
  expect(text).not.toContain(mayAppeal);
});

test('the outcome of a complaint is in the words of complaints', async () => {
  const decision = { ...FOOTAGE_STATUS.decision, outcome: FootageOutcome.GRANTED };
  status = { ...FOOTAGE_STATUS, kind: Kind.COMPLAINT, decision };
  const { text } = await opened();
  expect(text).toContain(FOOTAGE_TEXTS.uk.complaintOutcomes.granted);
  expect(text).not.toContain(FOOTAGE_TEXTS.uk.outcomes.granted);
});

test('what a later version of the service says is left out', async () => {
  const decision = { outcome: 77, decidedTime: NOW };
  status = { ...FOOTAGE_STATUS, kind: 77, state: 77, decision, appeal: { outcome: 77, appealedTime: NOW } };
  const visitor = await opened();
  expect([visitor.status, visitor.text.includes('undefined'), /\b77\b/.test(visitor.text)]).toEqual([
    200,
    false,
    false,
  ]);
});

test('a token that neither service knows gets the answer of every wrong one', async () => {
  const texts = new Set<string>();
  for (const token of ['wrong', `${FOOTAGE_TOKEN}x`, 'x'.repeat(2_000), 'x'.repeat(43), '<b>', '\0']) {
    const visitor = await opened('uk', token);
    expect([visitor.status, visitor.title]).toEqual([400, expect.stringContaining('Помилка: ')]);
    texts.add(visitor.text);
  }
  expect(texts.size).toBe(1);
});

test('camera rollout rejects a text that is longer than its tokens: it is a wrong one', async () => {
  rollout = new BackendError('invalid', { violations: [{ field: 'tracking_token', rule: 'is too long' }] });
  expect((await opened()).text).toContain(TRACK_TEXTS.uk.refusals.badToken);
});

test('while a service is away, no token is called wrong, and the other service still answers', async () => {
  const away = new BackendError('unavailable');
  intake = away;
  expect((await opened()).text).toContain(FOOTAGE_TEXTS.uk.states.decided);
  for (const [ofIntake, ofRollout] of [
    [new BackendError('missing'), away],
    [away, new BackendError('missing')],
    [away, away],
  ] as const) {
    [intake, rollout] = [ofIntake, ofRollout];
    const visitor = await opened();
    expect([visitor.status, visitor.text.includes(TRACK_TEXTS.uk.refusals.unknown)]).toEqual([503, true]);
  }
});
