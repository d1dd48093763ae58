import { GetReportStatusResponse } from '@safe-community/contracts/incidents/v1/reporter_service.ts';
import { visit } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { REPORT_ANSWERS, STATUS, TOKEN } from '../../test/report-answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';
import { BackendError } from '../backend/module.ts';
import { pathIn } from '../site/module.ts';

interface Sent {
  readonly method: string;
  readonly requestId?: string;
  readonly trackingToken: string;
  readonly text?: string;
  readonly reason?: string;
}

let pages: RunningPages;
const sent: Sent[] = [];
let failure: BackendError | undefined;
let status: object = STATUS;
beforeAll(async () => {
  const known =
    (method: string): ((request: object) => unknown) =>
    (request) => {
      const asked = request as Sent;
      sent.push({ ...asked, method });
      const fails = failure;
      if (method !== 'GetReportStatus') failure = undefined;
      if (asked.trackingToken !== TOKEN) throw new BackendError('missing');
      if (fails !== undefined && method !== 'GetReportStatus') throw fails;
      return method === 'GetReportStatus'
        ? GetReportStatusResponse.fromPartial({ status })
        : REPORT_ANSWERS[method]?.(request);
    };
  const methods = ['GetReportStatus', 'AddToReport', 'ConfirmFixed', 'ReopenReport'];
  pages = await runPages({ ...REPORT_ANSWERS, ...Object.fromEntries(methods.map((name) => [name, known(name)])) });
});
afterAll(() => pages.stop());
beforeEach(() => {
  sent.length = 0;
  failure = undefined;
  status = STATUS;
});

async function opened(language: 'uk' | 'en' = 'uk') {
  const visitor = await visit(`${pages.url}${pathIn(language, '/track')}`);
  await visitor.send({ token: ` ${TOKEN.slice(0, 6)}\n${TOKEN.slice(6)} ` });
  return visitor;
}

test('the holder of a token sees state, steps, and what can be done; the token is in no page and no address', async () => {
  const visitor = await opened('en');
  expect([visitor.status, visitor.headers.get('cache-control')]).toEqual([200, 'no-store']);
  for (const shown of [
    'The work at the scene is done.',
    'Who deals with it: municipal services of the hromada',
    'Vinnytska hromada',
    'Pothole',
    'aria-current="step"',
  ]) {
    expect(visitor.text).toContain(shown);
  }
  expect(visitor.text).toMatch(/aria-current="step">\s*Work done \(now\)/);
  expect(visitor.text).not.toContain(TOKEN);
  expect(pages.log.join('')).not.toContain(TOKEN);
});

test('a reporter adds information, confirms, and reopens', async () => {
  const visitor = await opened();
  await visitor.send({ step: 'add', add: 'Ще одна яма' });
  expect(visitor.text).toContain('Інформацію додано.');
  await visitor.send({ step: 'confirm' });
  expect(visitor.text).toContain('Дякуємо! Повідомлення закрито.');
  await visitor.send({ step: 'reopen', reopen: 'Яма є' });
  expect(visitor.text).toContain('Повідомлення поновлено.');
  expect(sent.slice(1)).toMatchObject([
    { method: 'AddToReport', text: 'Ще одна яма', trackingToken: TOKEN },
    { method: 'ConfirmFixed', trackingToken: TOKEN },
    { method: 'ReopenReport', reason: 'Яма є', trackingToken: TOKEN },
  ]);
  expect(new Set(sent.slice(1).map(({ requestId }) => requestId)).size).toBe(3);
});

test('every wrong token gets the same answer, and does not come back', async () => {
  const texts = new Set<string>();
  for (const token of ['wrong', `${TOKEN}x`, 'x'.repeat(2_000), '<b>', '\0']) {
    const visitor = await visit(`${pages.url}/track`);
    await visitor.send({ token });
    expect([visitor.status, visitor.title]).toEqual([400, expect.stringContaining('Помилка: ')]);
    expect(visitor.text).toContain('href="#token"');
    texts.add(visitor.text);
  }
  expect(texts.size).toBe(1);
});

test('what is sent twice from one page has one id; after an unknown outcome it keeps the id', async () => {
  const visitor = await opened();
  failure = new BackendError('unavailable');
  await visitor.send({ step: 'add', add: 'Ще одна яма' });
  expect(visitor.status).toBe(503);
  expect(visitor.text).toMatch(/<textarea[^>]*aria-invalid="true"[^>]*>\s*Ще одна яма<\/textarea/);
  await visitor.send({ step: 'add', add: 'Ще одна яма' });
  const added = sent.filter(({ method }) => method === 'AddToReport');
  expect(added).toHaveLength(2);
  expect(new Set(added.map(({ requestId }) => requestId)).size).toBe(1);
});

test.each([
  ['STEP_ILLEGAL', 'стан повідомлення змінився'],
  ['REOPEN_TOO_LATE', 'понад 30 днів'],
  ['PERSONAL_DATA_ERASED', 'вже стерто'],
  ['REQUEST_ID_REUSED', 'інший текст'],
])('a refusal for %s is explained beside the field', async (reason, text) => {
  const visitor = await opened();
  failure = new BackendError('refused', { reason });
  await visitor.send({ step: 'reopen', reopen: 'Яма є' });
  expect([visitor.status, visitor.text.includes(text), visitor.text.includes('href="#reopen"')]).toEqual([
    400,
    true,
    true,
  ]);
});

test('an empty or too long text is not sent', async () => {
  const visitor = await opened();
  for (const reopen of ['', ' \n ', 'x'.repeat(501)]) {
    await visitor.send({ step: 'reopen', reopen });
    expect(visitor.status).toBe(400);
  }
  expect(sent.some(({ method }) => method === 'ReopenReport')).toBe(false);
});

test('of a sensitive report only the state is shown, and nothing that was typed', async () => {
  status = { state: STATUS.state, textUk: STATUS.textUk, textEn: STATUS.textEn, additionsLeft: 3, mayReopen: true };
  const visitor = await opened();
  expect(visitor.text).toContain('data-leave');
  expect(visitor.text).not.toContain('Хто цим займається');
  expect(visitor.text).not.toMatch(/Вінницька|class="steps"/);
  failure = new BackendError('unavailable');
  await visitor.send({ step: 'add', add: 'канарка' });
  expect([visitor.status, visitor.text.includes('канарка')]).toEqual([503, false]);
});

test('a form that was changed, or of another page, asks for the token again', async () => {
  const visitor = await opened();
  const report = await visit(`${pages.url}/report`);
  const [, form = ''] = /name="form" value="([^"]*)"/.exec(report.text) ?? [];
  for (const changed of ['', 'x', form]) {
    await visitor.send({ step: 'confirm', form: changed });
    expect([visitor.status, sent.some(({ method }) => method === 'ConfirmFixed')]).toEqual([400, false]);
  }
});

test('a network that tries many tokens has to wait, and still gets the numbers to phone', async () => {
  const limited = await runPages(REPORT_ANSWERS, { formRate: { perSecond: 1, burst: 2 } });
  const visitor = await visit(`${limited.url}/track`);
  for (const expected of [200, 200, 429]) {
    await visitor.send({ step: 'open', token: TOKEN });
    expect(visitor.status).toBe(expected);
  }
  expect(visitor.text).toContain('href="tel:112"');
  expect((await limited.get('/track')).status).toBe(200);
  await limited.stop();
});

test('the state is there in the other language, with the code in no address and no page', async () => {
  const visitor = await opened();
  const [, form = ''] =
    /<form method="post" action="\/en\/track" data-takes[^>]*>([^]*?)<\/form>/.exec(visitor.text) ?? [];
  const fields = [...form.matchAll(/name="([^"]*)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    value,
  ]);
  const response = await fetch(`${pages.url}/en/track`, { method: 'POST', body: new URLSearchParams(fields) });
  const text = await response.text();
  expect([response.status, text.includes('The work at the scene is done.')]).toEqual([200, true]);
  expect(`${text}${visitor.text}`).not.toContain(TOKEN);
  expect(sent.map(({ method }) => method)).toEqual(['GetReportStatus', 'GetReportStatus']);
});

test('the page says that one only follows the report of another person, shows its state, and offers nothing to do', async () => {
  status = { ...STATUS, additionsLeft: 0, mayConfirm: false, mayReopen: false, voice: true };
  for (const [language, title, text] of [
    ['uk', 'Повідомлення, за яким ви стежите', 'Це повідомлення іншої людини'],
    ['en', 'A report that you follow', 'This is the report of another person'],
  ] as const) {
    const visitor = await opened(language);
    expect([visitor.title.includes(title), visitor.text.includes(text)]).toEqual([true, true]);
    expect(visitor.text).toContain('aria-current="step"');
    for (const step of ['add', 'confirm', 'reopen']) expect(visitor.text).not.toContain(`value="${step}"`);
  }
});
