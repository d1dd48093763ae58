import { GetReportStatusResponse } from '@safe-community/contracts/incidents/v1/reporter_service.ts';
import { visit } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { REPORT_ANSWERS, STATUS, TOKEN } from '../../test/report-answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';
import { BackendError } from '../backend/module.ts';
import { TOLD_TEXTS } from './told.texts.ts';

const CODE = 'Abcdefghijklmnopqrstuvwxyz_0123456789-ABCDE';
const EMAIL = 'oksana@gromada.example';
const ELSEWHERE = { Origin: 'https://mail.example', 'Sec-Fetch-Site': 'cross-site' };

interface Sent {
  readonly method: string;
  readonly requestId: string;
  readonly trackingToken?: string;
  readonly email?: string;
  readonly language?: string;
  readonly confirmCode?: string;
  readonly endCode?: string;
}

let pages: RunningPages;
const sent: Sent[] = [];
let failure: BackendError | undefined;
let status: object;
beforeAll(async () => {
  const known =
    (method: string) =>
    (request: object): object => {
      sent.push({ ...(request as Sent), method });
      if (failure !== undefined) throw failure;
      return {};
    };
  pages = await runPages({
    ...REPORT_ANSWERS,
    GetReportStatus: () => GetReportStatusResponse.fromPartial({ status }),
    ...Object.fromEntries(
      ['SubscribeToReport', 'ConfirmSubscription', 'EndSubscription'].map((name) => [name, known(name)]),
    ),
  });
});
afterAll(() => pages.stop());
beforeEach(() => {
  sent.length = 0;
  failure = undefined;
  status = STATUS;
});

/** The hidden fields of the form of a page that is sent to a path. */
function hiddenOf(text: string, path: string): URLSearchParams {
  const form = [...text.matchAll(/<form method="post"[^]*?<\/form>/g)]
    .map(([each]) => each)
    .find((each) => each.includes(`action="${path}`));
  const fields = [...(form ?? '').matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
  return new URLSearchParams(fields.map(([, name = '', value = '']) => [name, value]));
}

async function opened(language: 'uk' | 'en' = 'uk'): Promise<URLSearchParams> {
  const visitor = await visit(`${pages.url}${language === 'en' ? '/en' : ''}/track`);
  await visitor.send({ token: TOKEN });
  return hiddenOf(visitor.text, `${language === 'en' ? '/en' : ''}/told`);
}

function send(path: string, body: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${pages.url}${path}`, { method: 'POST', body, headers, redirect: 'manual' });
}

function ask(form: URLSearchParams, email = EMAIL, path = '/told'): Promise<Response> {
  form.set('email', email);
  return send(path, form);
}

test('the page of a report offers mails only where there are any', async () => {
  expect((await opened()).get('form')).toMatch(/^[\w-]+$/);
  status = { ...STATUS, mayBeTold: false };
  expect((await opened()).get('form')).toBeNull();
  expect(await pages.text('/told')).toContain('href="/track"');
});

test('who asks for mails is shown what comes next, at an address without the report, the token, or the e-mail address', async () => {
  for (const language of ['uk', 'en'] as const) {
    const path = language === 'en' ? '/en/told' : '/told';
    const answer = await ask(await opened(language), ` ${EMAIL} `, path);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${path}?sent=yes`]);
    expect(await pages.text(`${path}?sent=yes`)).toContain(TOLD_TEXTS[language].sent);
  }
  expect(sent).toMatchObject(
    ['uk', 'en'].map((language) => ({ method: 'SubscribeToReport', trackingToken: TOKEN, email: EMAIL, language })),
  );
  expect(pages.log.join('')).not.toMatch(new RegExp(`${EMAIL}|${TOKEN}`));
});

test.each([
  ['invalid', { violations: [{ field: 'email', rule: 'x' }] }, 400, 'email'],
  ['unavailable', { reason: 'TOO_MANY_SUBSCRIPTIONS' }, 400, 'tooMany'],
  ['refused', { reason: 'NOT_OPEN' }, 400, 'notOffered'],
  ['refused', { reason: 'REQUEST_ID_REUSED' }, 409, 'alreadySent'],
  ['missing', {}, 400, 'badToken'],
  ['unavailable', {}, 503, 'unknown'],
] as const)('a refusal is said in plain words: %s %j', async (problem, details, code, refusal) => {
  failure = new BackendError(problem, details);
  const answer = await ask(await opened());
  expect(answer.status).toBe(code);
  const text = await answer.text();
  expect(text).toContain(TOLD_TEXTS.uk.refusals[refusal]);
  expect(answer.headers.get('cache-control')).toBe('no-store');
});

test('what may have arrived is sent again under its own id; what was refused for its id gets another', async () => {
  failure = new BackendError('unavailable');
  const first = await (await ask(await opened())).text();
  expect(first).toContain(`value="${EMAIL}"`);
  failure = new BackendError('refused', { reason: 'REQUEST_ID_REUSED' });
  const second = await (await ask(hiddenOf(first, '/told'))).text();
  failure = undefined;
  await ask(hiddenOf(second, '/told'));
  const ids = sent.map(({ requestId }) => requestId);
  expect([ids[0] === ids[1], ids[1] === ids[2]]).toEqual([true, false]);
});

test('a form that is not sealed for this page is refused, and asks nobody', async () => {
  for (const form of ['', 'x', new URLSearchParams(await opened()).get('form')?.slice(1) ?? '']) {
    expect((await send('/told', new URLSearchParams({ form, email: EMAIL }))).status).toBe(400);
  }
  expect(sent).toEqual([]);
});

test.each([
  ['confirm', 'ConfirmSubscription', 'confirmCode'],
  ['end', 'EndSubscription', 'endCode'],
] as const)('opening the link of a mail changes nothing, its button does: %s', async (action, method, field) => {
  const path = `/told/${action}`;
  const shown = await pages.text(`${path}?code=${CODE}`);
  expect(shown).toContain(TOLD_TEXTS.uk[action].button);
  expect(sent).toEqual([]);
  const answer = await send(path, hiddenOf(shown, path));
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `${path}?done=yes`]);
  expect(sent).toMatchObject([{ method, [field]: CODE }]);
  expect(await pages.text(`${path}?done=yes`)).toContain(TOLD_TEXTS.uk[action].done);
  // The pattern of the route alone.
  expect(pages.log.join('')).not.toContain(CODE);
});

test('a code that is none does not come back; one that works no more is said', async () => {
  for (const code of ['', 'x', `${CODE}x`, '<b>']) {
    const answer = await pages.get(`/told/confirm?code=${encodeURIComponent(code)}`);
    const text = await answer.text();
    expect([answer.status, text.includes(TOLD_TEXTS.uk.codeRefusals.badCode)]).toEqual([400, true]);
    if (code !== '') expect(text).not.toContain(`code=${code}`);
  }
  failure = new BackendError('missing');
  const form = hiddenOf(await pages.text(`/told/end?code=${CODE}`), '/told/end');
  expect(await (await send('/told/end', form)).text()).toContain(TOLD_TEXTS.uk.codeRefusals.badCode);
  failure = new BackendError('unavailable');
  expect((await send('/told/end', form)).status).toBe(503);
});

const oneClick = (): readonly BodyInit[] => {
  const multipart = new FormData();
  multipart.set('List-Unsubscribe', 'One-Click');
  return [multipart, new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })];
};

test('one click in a mailbox ends the mails, without a page and from any site', async () => {
  for (const body of oneClick()) {
    for (const headers of [{}, ELSEWHERE]) {
      const answer = await send(`/en/told/end?code=${CODE}`, body, headers);
      expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining(TOLD_TEXTS.en.end.done)]);
    }
  }
  expect(sent.map(({ method, endCode }) => [method, endCode])).toEqual(
    Array.from({ length: 4 }, () => ['EndSubscription', CODE]),
  );
  sent.length = 0;
  failure = new BackendError('unavailable');
  expect((await send(`/told/end?code=${CODE}`, oneClick()[1] ?? '')).status).toBe(503);
  failure = undefined;
  expect((await send('/told/end', oneClick()[1] ?? '')).status).toBe(400);
  expect(sent).toHaveLength(1);
});

test('nothing else is taken from another site', async () => {
  const form = hiddenOf(await pages.text(`/told/end?code=${CODE}`), '/told/end');
  expect((await send('/told/end', form, ELSEWHERE)).status).toBe(403);
  expect(
    (await send(`/told/end?code=${CODE}`, new URLSearchParams({ 'List-Unsubscribe': '1' }), ELSEWHERE)).status,
  ).toBe(403);
  for (const path of [`/told/confirm?code=${CODE}`, '/told', '/track', '/report']) {
    expect([path, (await send(path, oneClick()[1] ?? '', ELSEWHERE)).status]).toEqual([path, 403]);
  }
  // Without a field of ours, a confirmation by a program fails as well.
  expect((await send(`/told/confirm?code=${CODE}`, oneClick()[1] ?? '')).status).toBe(400);
  expect(sent).toEqual([]);
});
