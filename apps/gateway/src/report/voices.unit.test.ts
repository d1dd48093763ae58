import {
  AddVoiceResponse,
  ListNearbyRequestsResponse,
  ListRequestsResponse,
} from '@safe-community/contracts/incidents/v1/public_request_service.ts';
import { visit } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { formAnswers } from '../../test/form-answers.ts';
import { PIT, REPORT_ANSWERS, TOKEN, VOICE_TOKEN } from '../../test/report-answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';
import { BackendError } from '../backend/module.ts';

// Somebody who finds their problem among those that are known joins it instead of reporting it again.

interface Asked {
  readonly requestId: string;
  readonly publicRequestId: string;
}

const kept = formAnswers();
let pages: RunningPages;
let time: number;
let isKept: boolean;
let failure: BackendError | undefined;
let near: readonly object[];
const asked: Asked[] = [];
let reports: string[] = [];
beforeAll(async () => {
  const answers = {
    ...kept,
    ...REPORT_ANSWERS,
    ListNearbyRequests: () =>
      ListNearbyRequestsResponse.fromPartial({ requests: near.map((request) => ({ request, distanceMetres: 200 })) }),
    ListRequests: () => ListRequestsResponse.fromPartial({}),
    AddVoice(request: object) {
      asked.push(request as Asked);
      if (failure !== undefined) throw failure;
      return AddVoiceResponse.fromPartial({ trackingToken: VOICE_TOKEN, voices: 4 });
    },
    ReportIncident(request: object) {
      reports.push((request as Asked).requestId);
      return REPORT_ANSWERS['ReportIncident']?.(request);
    },
    KeepForm(request: object) {
      if (!isKept) throw new BackendError('unavailable');
      return kept['KeepForm']?.(request);
    },
  };
  pages = await runPages(answers, { clock: () => new Date((time += 4_000)) });
});
afterAll(() => pages.stop());
beforeEach(() => {
  time = new Date('2026-11-28T10:00:00Z').getTime();
  isKept = true;
  failure = undefined;
  near = [{ ...PIT, voices: 3 }];
  asked.length = 0;
  reports = [];
});

async function toNearby(path = '/report') {
  const visitor = await visit(`${pages.url}${path}`);
  await visitor.send({ category: 'infrastructure' });
  await visitor.send({ q: '49.2331, 28.4682' });
  return visitor;
}

const THIS = { same: PIT.requestId };

test('each likely duplicate says what, when, how far, and how many more, and can be chosen', async () => {
  near = [1, 3, 5].map((voices) => ({ ...PIT, voices }));
  const { text } = await toNearby();
  for (const shown of [
    'Що пошкоджено: Яма на дорозі',
    'приблизно за 200 м',
    'надійшло 27 листопада 2026',
    'ще 1 людина про це повідомила',
    'ще 3 людини про це повідомили',
    'ще 5 людей про це повідомили',
  ]) {
    expect(text).toContain(shown);
  }
  expect(text.match(new RegExp(`name="same"\\s+value="${PIT.requestId}"`, 'g'))).toHaveLength(3);
  near = [PIT];
  const english = (await toNearby('/en/report')).text;
  expect([english.includes('about 200 m away'), english.includes('said so')]).toEqual([true, false]);
});

test('who chooses one is a voice of it and gets a code, at an address that shows it again', async () => {
  const visitor = await toNearby();
  const nearby = visitor.address;
  await visitor.send(THIS);
  expect(new URL(visitor.address).searchParams.get('step')).toBe('sent');
  expect(asked).toMatchObject([{ publicRequestId: PIT.requestId }]);
  for (const address of [visitor.address, nearby]) {
    const { status, text, title, headers } = await visit(address);
    expect([status, headers.get('cache-control'), title.includes('ваш голос додано')]).toEqual([200, 'no-store', true]);
    expect([text.includes(VOICE_TOKEN), text.includes('data-keep="token"'), text.includes('/track')]).toEqual([
      true,
      true,
      true,
    ]);
    expect([text.includes(TOKEN), text.includes('Якуш')]).toEqual([false, false]);
  }
  const english = await visit(visitor.address.replace('/report', '/en/report'));
  expect(english.title).toContain('We know of it');
  expect([reports, pages.log.join('\n').includes(VOICE_TOKEN)]).toEqual([[], false]);
});

test('a form that is sent twice is one voice, and the id of the report that is not sent', async () => {
  const visitor = await toNearby();
  const [, form = ''] = /name="form" value="([^"]*)"/.exec(visitor.text) ?? [];
  const body = new URLSearchParams({ form, step: 'nearby', ...THIS });
  for (let times = 1; times <= 2; times++) {
    expect((await fetch(`${pages.url}/report`, { method: 'POST', body })).status).toBe(200);
  }
  expect([asked.length, new Set(asked.map(({ requestId }) => requestId)).size]).toEqual([2, 1]);
});

test('only what is near by can be joined', async () => {
  const visitor = await toNearby();
  for (const same of ['1', '01a227c5-449a-7018-8be9-ee1a028b1e40', '<b>']) {
    await visitor.send({ same });
    expect([visitor.status, visitor.text.includes('вже не відкрите')]).toEqual([409, true]);
  }
  expect(asked).toEqual([]);
});

test.each([
  ['missing', {}, 409, 'вже не відкрите'],
  ['refused', { reason: 'NOT_OPEN' }, 409, 'вже не відкрите'],
  ['refused', { reason: 'REQUEST_ID_REUSED' }, 409, 'вже надіслано інше'],
  ['unavailable', {}, 503, 'Ми не знаємо, чи вдалося додати ваш голос'],
] as const)('%s %o: the step says what happened, and the person can go on', async (problem, details, status, text) => {
  const visitor = await toNearby();
  failure = new BackendError(problem, details);
  await visitor.send(THIS);
  expect([visitor.status, visitor.text.includes(text), visitor.text.includes('href="#same"')]).toEqual([
    status,
    true,
    true,
  ]);
  await visitor.send({});
  expect(visitor.title).toContain('Що саме');
});

test('one that was closed meanwhile, as the only one, is said to be closed, and the person goes on to report', async () => {
  const visitor = await toNearby();
  near = [];
  await visitor.send(THIS);
  expect([visitor.status, visitor.text.includes('вже не відкрите'), visitor.text.includes('id="same"')]).toEqual([
    409,
    true,
    true,
  ]);
  await visitor.send({});
  await visitor.send({ 'a-infrastructure_kind': 'road_pit' });
  expect([visitor.text.includes(TOKEN), reports.length]).toEqual([true, 1]);
});

test('what was unknown is tried again under its own id; after another voice the form gets a new one', async () => {
  const visitor = await toNearby();
  failure = new BackendError('unavailable');
  await visitor.send(THIS);
  failure = new BackendError('refused', { reason: 'REQUEST_ID_REUSED' });
  await visitor.send(THIS);
  failure = undefined;
  await visitor.send(THIS);
  const [first, second, third] = asked.map(({ requestId }) => requestId);
  expect([first === second, second === third, visitor.text.includes(VOICE_TOKEN)]).toEqual([true, false, true]);
});

test('while nothing can be kept, the answer to the form shows the code, and once more in the other language', async () => {
  isKept = false;
  const visitor = await toNearby();
  await visitor.send(THIS);
  expect(visitor.text).toContain(VOICE_TOKEN);
  const [, other = ''] = /<form method="post" action="\/en\/report"[^>]*>([^]*?)<\/form>/.exec(visitor.text) ?? [];
  const fields = [...other.matchAll(/name="([^"]*)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    value,
  ]);
  const response = await fetch(`${pages.url}/en/report`, { method: 'POST', body: new URLSearchParams(fields) });
  expect(await response.text()).toContain(VOICE_TOKEN);
  expect([new Set(asked.map(({ requestId }) => requestId)).size, reports]).toEqual([1, []]);
});
