import { FootageRequestState as State } from '@safe-community/contracts/cameras/v1/footage_request.ts';
import {
  GetRequestStatusResponse,
  type AppealDecisionRequest,
} from '@safe-community/contracts/cameras/v1/footage_request_service.ts';
import { visit } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { APPEALED, FOOTAGE_STATUS, FOOTAGE_TOKEN, REPORT_ANSWERS } from '../../test/report-answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';
import { BackendError } from '../backend/module.ts';
import { FOOTAGE_TEXTS } from './footage.texts.ts';
import { TRACK_TEXTS } from './track.texts.ts';

// Who holds the token of a decided request appeals where its state is shown.

const GROUNDS = 'Канарка: запис обірвано\r\nна середині';

let pages: RunningPages;
let status: object;
let failure: BackendError | undefined;
let time: number;
const sent: AppealDecisionRequest[] = [];
beforeAll(async () => {
  const answers = {
    ...REPORT_ANSWERS,
    GetReportStatus() {
      throw new BackendError('missing');
    },
    GetRequestStatus: () => GetRequestStatusResponse.fromPartial(status),
    AppealDecision(request: object) {
      sent.push(request as AppealDecisionRequest);
      if (failure !== undefined) throw failure;
      status = { ...APPEALED, state: State.APPEALED };
      return REPORT_ANSWERS['AppealDecision']?.(request);
    },
  };
  pages = await runPages(answers, { clock: () => new Date(time) });
});
afterAll(() => pages.stop());
beforeEach(() => {
  status = FOOTAGE_STATUS;
  failure = undefined;
  time = new Date('2026-11-28T10:00:00Z').getTime();
  sent.length = 0;
});

async function opened() {
  const visitor = await visit(`${pages.url}/track`);
  await visitor.send({ token: FOOTAGE_TOKEN });
  return visitor;
}

test('an appeal reaches the service with its grounds, and the page shows that it is considered', async () => {
  const visitor = await opened();
  expect(visitor.text).toContain(FOOTAGE_TEXTS.uk.mayAppeal);
  await visitor.send({ step: 'appeal', appeal: GROUNDS });
  expect(sent).toMatchObject([{ trackingToken: FOOTAGE_TOKEN, grounds: 'Канарка: запис обірвано\nна середині' }]);
  const { appealDone, states, mayAppeal } = FOOTAGE_TEXTS.uk;
  for (const shown of [appealDone, states.appealed]) expect(visitor.text).toContain(shown);
  for (const hidden of [mayAppeal, 'Канарка', FOOTAGE_TOKEN]) expect(visitor.text).not.toContain(hidden);
  expect(pages.log.join('')).not.toMatch(new RegExp(`Канарка|${FOOTAGE_TOKEN}`));
});

test.each([
  ['received', { state: State.RECEIVED, decision: undefined }],
  ['assigned', { state: State.ASSIGNED, decision: undefined }],
  ['appealed', { ...APPEALED, state: State.APPEALED }],
  ['decided again after an appeal', { ...APPEALED, state: State.DECIDED }],
])('nobody is offered to appeal against a request that is %s', async (_state, change) => {
  status = { ...FOOTAGE_STATUS, ...change };
  expect((await opened()).text).not.toContain('name="appeal"');
});

test.each([
  ['none', ''],
  ['short ones', 'Мало'],
  ['long ones', 'а'.repeat(4_001)],
  ['a control character', 'Запис обірвано\u0007 на середині'],
])('grounds that the service would refuse are said at their field, and come back: %s', async (_case, grounds) => {
  const visitor = await opened();
  await visitor.send({ step: 'appeal', appeal: grounds });
  expect([visitor.status, sent.length]).toEqual([400, 0]);
  expect(visitor.text).toContain(FOOTAGE_TEXTS.uk.appealWrong);
  expect(visitor.text).toContain('<li><a href="#appeal">');
  expect(visitor.text).toContain(`>${grounds}</textarea>`);
});

test.each([
  ['APPEALED_ALREADY', TRACK_TEXTS.uk.refusals.notNow],
  ['REQUEST_NOT_DECIDED', TRACK_TEXTS.uk.refusals.notNow],
  ['NO_DEADLINE', TRACK_TEXTS.uk.refusals.noDeadline],
  ['REQUEST_ID_REUSED', TRACK_TEXTS.uk.refusals.alreadySent],
])('what the service refuses is said, and what was typed stays: %s', async (reason, text) => {
  failure = new BackendError('refused', { reason });
  const visitor = await opened();
  await visitor.send({ step: 'appeal', appeal: GROUNDS });
  expect([visitor.status, visitor.text.includes(text), visitor.text.includes('Канарка')]).toEqual([400, true, true]);
});

test('an appeal of which nobody knows whether it has arrived is sent again under its own id', async () => {
  failure = new BackendError('unavailable');
  const visitor = await opened();
  await visitor.send({ step: 'appeal', appeal: GROUNDS });
  expect([visitor.status, visitor.text.includes('Канарка')]).toEqual([503, true]);
  failure = undefined;
  await visitor.send({ step: 'appeal', appeal: GROUNDS });
  expect(visitor.text).toContain(FOOTAGE_TEXTS.uk.appealDone);
  expect(new Set(sent.map(({ requestId }) => requestId)).size).toBe(1);
});

test('a page of yesterday asks for the code again', async () => {
  const visitor = await opened();
  time += 24 * 3_600_000 + 1;
  await visitor.send({ step: 'appeal', appeal: GROUNDS });
  expect([visitor.text.includes(TRACK_TEXTS.uk.tooOld), sent.length]).toEqual([true, 0]);
});

test('the other language shows the same request', async () => {
  const { text } = await opened();
  const [, form = ''] = /name="form" value="([^"]*)"/.exec(text) ?? [];
  const body = new URLSearchParams({ form, step: 'show' });
  const english = await fetch(`${pages.url}/en/track`, { method: 'POST', body });
  expect(await english.text()).toContain(FOOTAGE_TEXTS.en.states.decided);
});
