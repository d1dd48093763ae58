import { visit } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { BackendError } from '../backend/module.ts';
import { formAnswers } from '../../test/form-answers.ts';
import { REPORT_ANSWERS, TOKEN } from '../../test/report-answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';

// Each step has an address: what a browser shows on Back and on reload, and what is left for somebody who opens it later.

const HOUR = 3_600_000;
const CANARY = 'Канарка';
const kept = formAnswers();

let pages: RunningPages;
let time: number;
let isAway: boolean;
const contents: string[] = [];
const reported: string[] = [];
beforeAll(async () => {
  const answers = {
    ...REPORT_ANSWERS,
    ReportIncident(request: object) {
      reported.push((request as { requestId: string }).requestId);
      return REPORT_ANSWERS['ReportIncident']?.(request);
    },
    KeepForm(request: object) {
      if (isAway) throw new BackendError('unavailable');
      contents.push(JSON.stringify(request), Buffer.from((request as { content: Uint8Array }).content).toString());
      return kept['KeepForm']?.(request);
    },
    GetForm(request: object) {
      if (isAway) throw new BackendError('unavailable');
      return kept['GetForm']?.(request);
    },
  };
  pages = await runPages(answers, { clock: () => new Date((time += 4_000)) });
});
afterAll(() => pages.stop());
beforeEach(() => {
  time = new Date('2026-11-28T10:00:00Z').getTime();
  isAway = false;
  contents.length = 0;
  reported.length = 0;
});

/** Sends the steps of a report; the addresses of the pages that were shown. */
async function fillIn(...typed: readonly Record<string, string | readonly string[]>[]) {
  const visitor = await visit(`${pages.url}/report`);
  const addresses: string[] = [];
  for (const each of typed) {
    await visitor.send(each);
    addresses.push(visitor.address);
  }
  return { visitor, addresses };
}

const PLACE = { q: 'Якушинці' };
const CONTACT = { name: CANARY, phone: '050 123 45 67' };
const DETAILS = { 'a-infrastructure_kind': 'road_pit', description: CANARY, ...CONTACT };
const TO_LAST = [{ category: 'infrastructure' }, PLACE, {}];

test('each step has an address of its own, where it is shown with what was answered', async () => {
  const { addresses } = await fillIn(...TO_LAST, { ...DETAILS, to: 'nearby' });
  expect(addresses.map((each) => new URL(each).searchParams.get('step'))).toEqual([
    'place',
    'nearby',
    'details',
    'nearby',
  ]);
  expect(new Set(addresses.map((each) => new URL(each).searchParams.get('form'))).size).toBe(1);
  const [place = '', , details = ''] = addresses;
  expect((await visit(place)).text).toContain('value="Якушинці"');
  const { text } = await visit(details);
  expect([text.includes(`${CANARY}</textarea>`), text.includes(`value="${CANARY}"`)]).toEqual([true, true]);
});

test('a step that was sent with a mistake is shown with it again, in its language alone', async () => {
  const { visitor, addresses } = await fillIn({ category: 'infrastructure' }, { q: 'Нідебудова' });
  expect([visitor.status, visitor.text.includes('value="Нідебудова"')]).toEqual([400, true]);
  const again = await visit(addresses[1] ?? '');
  expect([again.status, again.text.includes('href="#q"'), again.text.includes('value="Нідебудова"')]).toEqual([
    400,
    true,
    true,
  ]);
  const english = await visit((addresses[1] ?? '').replace('/report', '/en/report'));
  expect([english.status, english.text.includes('href="#q"')]).toEqual([200, false]);
});

test('a choice between places can be gone back to after it was made, and the landmark stays', async () => {
  const place = { q: 'Миколаївка, Сумська', landmark: 'біля школи' };
  const { visitor, addresses } = await fillIn({ category: 'infrastructure' }, place);
  const [, code = ''] = /name="code"\s+type="radio"\s+value="([^"]*)"/.exec(visitor.text) ?? [];
  await visitor.send({ code });
  const again = await visit(addresses[1] ?? '');
  expect(again.text).toMatch(new RegExp(`value="${code}"\\s+checked`));
  await again.send({ code });
  expect(again.title).toContain('Можливо');
  await again.send({ to: 'place' });
  expect(again.text).toContain('value="біля школи"');
});

test('a step that is not reached yet is the first that is not answered', async () => {
  const { addresses } = await fillIn({ category: 'infrastructure' });
  for (const step of ['details', 'nearby', 'choose', 'sent', 'x', '']) {
    expect((await visit((addresses[0] ?? '').replace('step=place', `step=${step}`))).title).toContain('Де це');
  }
});

test('once it is sent, every address shows the code, and nothing of what was entered', async () => {
  const { visitor, addresses } = await fillIn(...TO_LAST, DETAILS);
  expect(visitor.text).toContain(TOKEN);
  for (const address of addresses) {
    const { text, headers } = await visit(address);
    expect([text.includes(TOKEN), text.includes(CANARY), headers.get('cache-control')]).toEqual([
      true,
      false,
      'no-store',
    ]);
  }
  // To send the page again that was shown before is the same report.
  expect(pages.log.join('\n')).not.toContain(new URL(addresses[0] ?? '').searchParams.get('form'));
});

test('what is kept can be read neither by the service nor under another address', async () => {
  const { addresses } = await fillIn(...TO_LAST, { ...DETAILS, to: 'nearby' });
  const address = new URL(addresses[0] ?? '').searchParams.get('form') ?? '';
  for (const content of contents) expect(content).not.toMatch(new RegExp(`${CANARY}|0501234567|Якуш|${address}`));
  const other = 'A'.repeat(address.length);
  expect((await visit((addresses[0] ?? '').replace(address, other))).text).toContain('href="#what"');
});

test('after a day the address leads to the first step', async () => {
  const { addresses } = await fillIn({ category: 'infrastructure' });
  time += 24 * HOUR;
  const { text, status } = await visit(addresses[0] ?? '');
  expect([status, text.includes('href="#what"')]).toEqual([400, true]);
});

test('of a sensitive report nothing that was entered is shown at any address', async () => {
  const violence = { 'a-violence_forms': ['physical'], description: CANARY };
  const place = { q: 'Зарванці', landmark: CANARY };
  const typed = { ...violence, ...CONTACT, to: 'place' };
  const { addresses } = await fillIn({ category: 'domestic_violence' }, place, typed);
  for (const address of addresses) {
    const { text } = await visit(address);
    expect(text).not.toMatch(new RegExp(`Зарван|${CANARY}|checked[^>]*>\\s*<label[^>]*>Фізичне`));
    expect(text).toContain('data-leave');
  }
});

test('what is too long to be kept is shown in the answer, and not lost', async () => {
  const long = 'x'.repeat(20_000);
  const details = { ...DETAILS, description: long, 'a-object_code': long, 'a-school': long };
  const { visitor, addresses } = await fillIn(...TO_LAST, details);
  expect([visitor.status, visitor.text.split(long).length - 1, addresses[3]]).toEqual([400, 3, `${pages.url}/report`]);
});

test('while nothing can be kept, a report goes on in the answers to its forms', async () => {
  isAway = true;
  const { visitor, addresses } = await fillIn(...TO_LAST, DETAILS);
  expect(new Set(addresses)).toEqual(new Set([`${pages.url}/report`]));
  expect(visitor.text).toContain(TOKEN);
  // The page in the other language sends what was answered again, which is the same report.
  const [, other = ''] = /<form method="post" action="\/en\/report"[^>]*>([^]*?)<\/form>/.exec(visitor.text) ?? [];
  const [, form = ''] = /name="form" value="([^"]*)"/.exec(other) ?? [];
  const body = new URLSearchParams({ form, step: 'again' });
  const again = await fetch(`${pages.url}/en/report`, { method: 'POST', body });
  expect(await again.text()).toContain(TOKEN);
  expect(new Set(reported).size).toBe(1);
  expect((await pages.get(`/report?form=${'A'.repeat(22)}&step=place`)).status).toBe(503);
});
