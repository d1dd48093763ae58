import { FootageRequestKind } from '@safe-community/contracts/cameras/v1/footage_request.ts';
import { visit } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FOOTAGE_TOKEN } from '../../test/report-answers.ts';
import { MINUTE } from '../../test/running-reports.ts';
import { CANARY, FILLED, formOf, runRequests, type RunningRequests } from '../../test/running-requests.ts';
import { BackendError } from '../backend/module.ts';
import { KIND_TEXTS } from './kinds.texts.ts';
import { REQUEST_KINDS } from './request.ts';
import { REQUEST_TEXTS } from './requests.texts.ts';

// What reaches the service, what its answer becomes, and where what is personal stays.

const { place, refusals } = REQUEST_TEXTS.uk;

let running: RunningRequests;
beforeAll(async () => {
  running = await runRequests();
});
afterAll(() => running.stop());
beforeEach(() => running.reset());

describe.each(REQUEST_KINDS)('%s', (kind) => {
  test.each(['uk', 'en'] as const)('says what it leads to before anything is sent: %s', async (language) => {
    const visitor = await running.open(kind, language);
    const { intro, term, frozen, whoText } = KIND_TEXTS[language][kind];
    const { readers, kept: keptFor } = REQUEST_TEXTS[language];
    for (const said of [intro, term, frozen, whoText, readers, keptFor]) expect(visitor.text).toContain(said);
    expect([visitor.status, visitor.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(visitor.text).toContain('content="noindex"');
  });

  test('what was entered reaches the service, and the code is shown once more on reload, with the day', async () => {
    const visitor = await running.sendWith({}, kind);
    expect(running.sent).toHaveLength(1);
    expect(running.sent[0]).toMatchObject({
      kind: kind === 'footage' ? FootageRequestKind.OWN_DATA : FootageRequestKind.COMPLAINT,
      hromadaCode: expect.stringMatching(/^UA0502/),
      requestText: `${CANARY}: зупинили біля школи,\nвул. Шевченка, 5`,
      footageFromTime: new Date('2026-11-27T12:00:00Z'),
      footageToTime: new Date('2026-11-27T13:30:00Z'),
      requester: {
        fullName: 'Ївга Громадська',
        phone: '+380501234567',
        address: 'ivha@gromada.example',
        authority: '',
      },
    });
    expect(visitor.address).toContain(`/${kind}?form=`);
    for (const shown of [visitor, await visit(visitor.address)]) {
      expect([shown.status, shown.text.includes(FOOTAGE_TOKEN), shown.text.includes('28 грудня 2026')]).toEqual([
        200,
        true,
        true,
      ]);
      expect(shown.text).toContain(KIND_TEXTS.uk[kind].code);
      expect(shown.text).not.toContain(CANARY);
    }
    const english = await visit(visitor.address.replace(`/${kind}`, `/en/${kind}`));
    expect([english.text.includes(FOOTAGE_TOKEN), english.text.includes('28 December 2026')]).toEqual([true, true]);
  });

  test('a form of the one page is none of the other', async () => {
    const other = kind === 'footage' ? 'complaint' : 'footage';
    const visitor = await running.open(kind);
    const form = formOf(visitor);
    const answer = await fetch(`${running.url}/${other}`, {
      method: 'POST',
      body: new URLSearchParams({ ...FILLED, form }),
    });
    expect([answer.status, running.sent.length]).toEqual([400, 0]);
  });
});

test('a double click and a form that is sent again are one request', async () => {
  const visitor = await running.open('footage');
  const form = formOf(visitor);
  const post = () =>
    fetch(`${running.url}/footage`, { method: 'POST', body: new URLSearchParams({ ...FILLED, form }) });
  const answers = await Promise.all([post(), post()]);
  answers.push(await post());
  expect(new Set(running.sent.map(({ requestId }) => requestId)).size).toBe(1);
  expect(new Set(answers.map(({ url }) => url)).size).toBe(1);
});

test('a mistake is corrected under the id of the page', async () => {
  const visitor = await running.sendWith({ text: '' });
  await visitor.send({ ...FILLED, text: '' });
  await visitor.send(FILLED);
  expect([visitor.text.includes(FOOTAGE_TOKEN), running.sent.length]).toEqual([true, 1]);
});

test('another text on a form that was sent is another request, and the first code stays where it is', async () => {
  const visitor = await running.sendWith({});
  const first = visitor.address;
  running.fail(new BackendError('refused', { reason: 'REQUEST_ID_REUSED' }));
  const again = await running.open('footage');
  await again.send(FILLED);
  expect([again.status, again.text.includes(refusals.alreadySent), again.text.includes(CANARY)]).toEqual([
    409,
    true,
    true,
  ]);
  running.fail(undefined);
  running.pass(MINUTE);
  await again.send(FILLED);
  expect(again.text).toContain(FOOTAGE_TOKEN);
  expect(running.sent.at(-1)?.requestId).not.toBe(running.sent.at(-2)?.requestId);
  expect((await visit(first)).text).toContain(FOOTAGE_TOKEN);
});

const invalid = (field: string) => new BackendError('invalid', { violations: [{ field, rule: 'wrong' }] });
const noRule = new BackendError('refused', { reason: 'NO_DEADLINE' });

test.each<[what: string, error: BackendError, status: number, field: string, text: string]>([
  ['away', new BackendError('unavailable'), 503, 'send', refusals.unknown],
  ['without a rule', noRule, 503, 'send', refusals.noDeadline],
  ['of another mind', new BackendError('missing'), 400, 'send', refusals.refused],
  ['refusing the place', invalid('hromada_code'), 400, 'q', place.refused],
  ['refusing the beginning', invalid('footage_from_time'), 400, 'from', refusals.field],
  ['refusing the end', invalid('footage_to_time'), 400, 'until', refusals.field],
  ['refusing the text', invalid('request_text'), 400, 'text', refusals.field],
  ['refusing the name', invalid('requester.full_name'), 400, 'name', refusals.field],
  ['refusing the phone', invalid('requester.phone'), 400, 'phone', refusals.field],
  ['refusing the address', invalid('requester.address'), 400, 'address', refusals.field],
  ['refusing what no field holds', invalid('received_time'), 400, 'send', refusals.refused],
])(
  'the service is %s: it is said where it can be mended, and nothing is lost',
  async (_case, error, status, field, text) => {
    running.fail(error);
    const visitor = await running.sendWith({});
    for (const shown of [visitor, await visit(visitor.address)]) {
      expect([shown.status, shown.text.includes(text), shown.text.includes(CANARY)]).toEqual([status, true, true]);
      expect(shown.text).toContain(`<li><a href="#${field}">`);
    }
    running.fail(undefined);
    await visitor.send(FILLED);
    expect(visitor.text).toContain(FOOTAGE_TOKEN);
    expect(new Set(running.sent.map(({ requestId }) => requestId)).size).toBe(1);
  },
);

test('while nothing can be kept, mistakes and the code are shown in the answers', async () => {
  running.loseForms();
  const visitor = await running.sendWith({ text: '' });
  expect([visitor.status, visitor.address, visitor.text.includes(FILLED.address)]).toEqual([
    400,
    `${running.url}/footage`,
    true,
  ]);
  await visitor.send(FILLED);
  expect(visitor.text).toContain(FOOTAGE_TOKEN);
  const form = formOf(visitor);
  const english = await fetch(`${running.url}/en/footage`, { method: 'POST', body: new URLSearchParams({ form }) });
  expect(await english.text()).toContain(FOOTAGE_TOKEN);
  expect(running.sent).toHaveLength(1);
});

test('what is personal is in no address, no log, no other page, and the service that keeps forms cannot read it', async () => {
  const wrong = await running.sendWith({ until: '' });
  const done = await running.sendWith({}, 'complaint');
  const personal = new RegExp(`${CANARY}|0501234567|050 123|ivha|Ївга|Якуш|${FOOTAGE_TOKEN}`);
  for (const address of [wrong.address, done.address]) expect(decodeURIComponent(address)).not.toMatch(personal);
  expect(running.log.join('\n')).not.toMatch(personal);
  expect(running.log.join('\n')).not.toContain(new URL(wrong.address).searchParams.get('form'));
  for (const content of running.kept) expect(content).not.toMatch(personal);
  for (const path of ['/', '/footage', '/complaint', '/track', '/report', '/contact']) {
    expect(await (await running.get(path)).text()).not.toMatch(/Канарка|ivha|0501234567/);
  }
  const address = new URL(wrong.address).searchParams.get('form') ?? '';
  expect((await visit(wrong.address.replace('/footage', '/complaint'))).text).not.toContain(CANARY);
  expect((await visit(wrong.address)).text).toContain(CANARY);
  expect(address).toMatch(/^[\w-]{22}$/);
});
