import { visit } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { FOOTAGE_TOKEN } from '../../test/report-answers.ts';
import { MINUTE } from '../../test/running-reports.ts';
import { CANARY, FILLED, formOf, runRequests, type RunningRequests } from '../../test/running-requests.ts';
import { SENT_TEXTS } from '../forms/module.ts';
import { KIND_TEXTS } from './kinds.texts.ts';
import { REQUEST_TEXTS } from './requests.texts.ts';

// Whatever is wrong, it is said where it can be mended, and nothing that was typed is lost.

const HOUR = 60 * MINUTE;
const ELSEWHERE = 'UA05020310000010603';
const { rules, place, refusals } = REQUEST_TEXTS.uk;

let running: RunningRequests;
beforeAll(async () => {
  running = await runRequests();
});
afterAll(() => running.stop());
beforeEach(() => running.reset());

test.each([
  ['no place', { q: ' ' }, 'q', place.needed],
  ['a place that is nowhere', { q: 'Нідебудова' }, 'q', place.nothing],
  ['a point abroad', { q: '10, 10' }, 'q', place.outside],
  ['a place in Crimea', { q: 'Сімферополь' }, 'q', place.crimea],
  ['a name of many places', { q: 'Миколаївка' }, 'code', place.choose],
  ['a code that was not found', { q: 'Миколаївка', code: ELSEWHERE }, 'code', place.choose],
  ['no day', { day: '' }, 'day', rules.day],
  ['no such day', { day: '2026-02-30' }, 'day', rules.day],
  ['a day in the future', { day: '2026-11-29' }, 'day', rules.future],
  ['a time in the future', { day: '2026-11-28', from: '12:30', until: '13:00' }, 'from', rules.future],
  ['an end in the future', { day: '2026-11-28', from: '11:00', until: '13:00' }, 'until', rules.future],
  ['a last day in the future', { 'last-day': '2026-12-01' }, 'last-day', rules.future],
  ['a day before 1991', { day: '1990-12-31' }, 'day', rules.old],
  ['no time', { from: '' }, 'from', rules.time],
  ['no such time', { until: '25:00' }, 'until', rules.time],
  ['an hour that spring leaves out', { day: '2026-03-29', from: '03:30', until: '05:00' }, 'from', rules.time],
  ['an end before the beginning', { until: '13:59' }, 'until', rules.order],
  ['more than a day', { day: '2026-11-26', 'last-day': '2026-11-27', until: '14:01' }, 'until', rules.tooLong],
  ['no such last day', { 'last-day': 'завтра' }, 'last-day', rules.lastDay],
  ['no text', { text: '' }, 'text', rules.tooShort],
  ['a short text', { text: 'Дуже мало' }, 'text', rules.tooShort],
  ['a short text of characters of two units', { text: '😀'.repeat(9) }, 'text', rules.tooShort],
  ['a long text', { text: 'а'.repeat(4_001) }, 'text', rules.textWrong],
  ['a text with a control character', { text: 'Зупинили біля\u0007 школи' }, 'text', rules.textWrong],
  ['no name', { name: '' }, 'name', rules.wrongName],
  ['a name with a control character', { name: 'Ївга\u0000' }, 'name', rules.wrongName],
  ['neither phone nor address', { phone: '', address: '' }, 'phone', rules.reach],
  ['no such phone', { phone: '12' }, 'phone', rules.wrongPhone],
  ['a short address', { address: 'а' }, 'address', rules.wrongAddress],
  ['a long address', { address: 'а'.repeat(301) }, 'address', rules.wrongAddress],
])('%s is said at its field, nothing is sent, and nothing is lost on reload', async (_case, change, field, problem) => {
  const visitor = await running.sendWith(change);
  expect(running.sent).toEqual([]);
  for (const shown of [visitor, await visit(visitor.address)]) {
    expect([shown.status, shown.title]).toEqual([400, expect.stringContaining('Помилка: ')]);
    expect([...shown.text.matchAll(/<li><a href="#([^"]*)"/g)].map(([, id]) => id)).toEqual([field]);
    expect(shown.text).toMatch(new RegExp(`id="${field}"`));
    expect(shown.text).toContain(problem);
    const others = Object.entries(FILLED).filter(([name]) => !(name in change) && name !== 'text');
    for (const [, value] of others) expect(shown.text).toContain(`value="${value}"`);
  }
  expect(visitor.address).toContain('/footage?form=');
});

test.each([
  ['over midnight', { 'last-day': '2026-11-28', until: '02:00' }, '2026-11-27T12:00:00Z', '2026-11-28T00:00:00Z'],
  [
    'a whole day',
    { 'last-day': '2026-11-28', from: '11:00', until: '11:00' },
    '2026-11-27T09:00:00Z',
    '2026-11-28T09:00:00Z',
  ],
  [
    'as people write',
    { day: '27.11.2026', from: '9.05', until: '9:06' },
    '2026-11-27T07:05:00Z',
    '2026-11-27T07:06:00Z',
  ],
  // Both of them are meant.
  [
    'the hour that autumn has twice',
    { day: '2026-10-25', from: '03:10', until: '03:20' },
    '2026-10-25T00:10:00Z',
    '2026-10-25T01:20:00Z',
  ],
])('the time of the event: %s', async (_case, change, from, until) => {
  await running.sendWith(change);
  expect(running.sent).toMatchObject([{ footageFromTime: new Date(from), footageToTime: new Date(until) }]);
});

test.each([
  ['a phone alone', { address: '' }, { phone: '+380501234567', address: '' }],
  ['an address alone', { phone: '' }, { phone: '', address: 'ivha@gromada.example' }],
])('one way to answer is enough: %s', async (_case, change, requester) => {
  await running.sendWith(change);
  expect(running.sent).toMatchObject([{ requester }]);
});

test('several places: the form asks which one is meant, keeps the rest, and takes that one', async () => {
  const visitor = await running.sendWith({ q: 'Миколаївка, Сумська' }, 'complaint');
  const [, code = ''] = /name="code"\s+type="radio"\s+value="([^"]*)"/.exec(visitor.text) ?? [];
  expect(visitor.text).toContain(CANARY);
  await visitor.send({ ...FILLED, q: 'Миколаївка, Сумська', code });
  expect(visitor.text).toContain(FOOTAGE_TOKEN);
  expect(running.sent).toMatchObject([{ hromadaCode: expect.stringMatching(/^UA59/) }]);
});

test('a form of yesterday is shown again with what was typed, and can be sent', async () => {
  const visitor = await running.open('footage');
  running.pass(24 * HOUR);
  await visitor.send(FILLED);
  expect([
    visitor.status,
    visitor.text.includes(refusals.tooOld),
    visitor.text.includes(CANARY),
    running.sent.length,
  ]).toEqual([400, true, true, 0]);
  running.pass(MINUTE);
  await visitor.send(FILLED);
  expect(visitor.text).toContain(FOOTAGE_TOKEN);
});

test('an address under which nothing is kept any more begins again', async () => {
  const wrong = await running.sendWith({ text: '' });
  running.pass(24 * HOUR);
  for (const address of [
    wrong.address,
    `${running.url}/footage?form=${'A'.repeat(22)}`,
    `${running.url}/footage?form=x`,
  ]) {
    const { status, text } = await visit(address);
    expect([status, text.includes(refusals.gone), text.includes(FILLED.name)]).toEqual([400, true, false]);
  }
});

test('what looks like a program is asked to send it again, and loses nothing', async () => {
  const trapped = await running.sendWith({ website: 'x' });
  expect([trapped.status, trapped.text.includes(SENT_TEXTS.uk.trap), running.sent.length]).toEqual([400, true, 0]);
  await trapped.send(FILLED);
  expect([trapped.text.includes(FOOTAGE_TOKEN), running.sent.length]).toEqual([true, 1]);
  const fast = await visit(`${running.url}/complaint`);
  await fast.send(FILLED);
  expect([fast.status, fast.text.includes(SENT_TEXTS.uk.tooFast), fast.text.includes(CANARY)]).toEqual([
    400,
    true,
    true,
  ]);
});

test('in the other language the form is the same, with what is typed or was sent before', async () => {
  const visitor = await running.sendWith({ text: '' });
  const form = formOf(visitor);
  const english = async (typed: Record<string, string>) => {
    const body = new URLSearchParams({ form, to: 'show', ...typed });
    return fetch(`${running.url}/en/footage`, { method: 'POST', body });
  };
  for (const [typed, name] of [
    [{}, FILLED.name],
    [{ ...FILLED, name: 'Інша' }, 'Інша'],
  ] as const) {
    const answer = await english(typed);
    const text = await answer.text();
    expect([answer.status, text.includes(`value="${name}"`), text.includes('role="alert"')]).toEqual([
      200,
      true,
      false,
    ]);
    expect(text).toContain(KIND_TEXTS.en.footage.title);
  }
  const plain = await visit(visitor.address.replace('/footage', '/en/footage'));
  expect([plain.status, plain.text.includes('role="alert"')]).toEqual([200, false]);
  expect(running.sent).toEqual([]);
});

test('texts that are too long to be kept come back whole in the answer', async () => {
  const change = { text: 'a'.repeat(19_000), name: 'b'.repeat(19_000), address: 'c'.repeat(9_000) };
  const visitor = await running.sendWith(change);
  expect([visitor.status, visitor.address]).toEqual([400, `${running.url}/footage`]);
  for (const typed of Object.values(change)) expect(visitor.text).toContain(typed);
});

test('a form of another site and one of a megabyte are refused', async () => {
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${running.url}/complaint`, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    });
  const foreign = await post('q=x', { Origin: 'https://other.example', 'Sec-Fetch-Site': 'cross-site' });
  const large = await post(`text=${'a'.repeat(1_000_000)}`);
  expect([foreign.status, large.status, running.sent.length]).toEqual([403, 413, 0]);
});
