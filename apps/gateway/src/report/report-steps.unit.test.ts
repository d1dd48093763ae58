import type { ReportIncidentRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { IncidentCategory, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { REPORT_ANSWERS, TOKEN } from '../../test/report-answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';
import { visit, type Visitor } from '../../test/visitor.ts';
import { BackendError } from '../backend/module.ts';

const START = new Date('2026-11-28T10:00:00Z').getTime();
const YAKUSHYNTSI = 'UA05020310010019628';
const VINNYTSIA = 'UA05020030000031457';

let pages: RunningPages;
const sent: ReportIncidentRequest[] = [];
/** What the service answers next, once. */
let failure: BackendError | undefined;
let time = START;
beforeAll(async () => {
  pages = await runPages(
    {
      ...REPORT_ANSWERS,
      ReportIncident: (request) => {
        sent.push(request as ReportIncidentRequest);
        const fails = failure;
        failure = undefined;
        if (fails !== undefined) throw fails;
        return REPORT_ANSWERS['ReportIncident']?.(request);
      },
    },
    { clock: () => new Date(time) },
  );
});
afterAll(() => pages.stop());
beforeEach(() => {
  sent.length = 0;
  time = START;
});

/** Up to the check, a minute after the start. */
async function upToCheck(language: 'uk' | 'en' = 'uk'): Promise<Visitor> {
  const visitor = await visit(pages.url, '/report', language);
  await visitor.send({ category: 'infrastructure' });
  await visitor.send({ q: 'Якушинці' });
  await visitor.send({ 'a-infrastructure_kind': 'road_pit', 'a-object_code': 'OP-7', description: 'Глибока\r\nяма' });
  await visitor.send({});
  await visitor.send({ contact: 'open', name: 'Ївга', phone: '050 123 45 67' });
  time += 60_000;
  return visitor;
}

test('a report goes step by step to the service, and its token is shown once, in no address', async () => {
  const visitor = await visit(pages.url, '/report');
  expect(visitor.headers.get('cache-control')).toBe('no-store');
  expect(visitor.text.indexOf('tel:112')).toBeLessThan(visitor.text.indexOf('<form'));
  await visitor.send({ category: 'infrastructure' });
  expect(visitor.title).toContain('Де це сталося?');
  await visitor.send({ q: 'с. Якушинці' });
  expect(visitor.title).toContain('Що саме сталося?');
  await visitor.send({ 'a-infrastructure_kind': 'road_pit', description: 'Глибока яма' });
  expect(visitor.title).toContain('Можливо, про це вже повідомили');
  expect(visitor.text).toMatch(/Що пошкоджено: Яма на дорозі; у тому самому населеному пункті; надійшло 27 листопада/);
  await visitor.send({});
  expect(visitor.title).toContain('Чи можна з вами зв’язатися?');
  expect(visitor.text).toMatch(/value="anonymous"\s+checked/);
  await visitor.send({ contact: 'anonymous' });
  expect(visitor.title).toContain('Перевірте й надішліть');
  expect(visitor.text).toContain('село Якушинці, Якушинецька громада');
  expect(visitor.text).toMatch(/<textarea[^>]*readonly[^>]*>\s*Глибока яма<\/textarea/);
  time += 60_000;
  await visitor.send({ step: 'check', website: '' });
  expect([visitor.status, visitor.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(visitor.text).toContain(`id="token">${TOKEN}</code>`);
  expect(visitor.text.split(TOKEN)).toHaveLength(2);
  expect(sent).toHaveLength(1);
  expect(sent[0]?.report).toMatchObject({
    category: IncidentCategory.INFRASTRUCTURE,
    channel: ReportChannel.WEB,
    settlementCode: YAKUSHYNTSI,
    hromadaCode: '',
    location: undefined,
    description: 'Глибока яма',
    attributes: [{ name: 'infrastructure_kind', value: 'road_pit' }],
    reporter: undefined,
  });
});

test('what is sent twice has one id, and a contact is sent in the form of the services', async () => {
  const visitor = await upToCheck('en');
  expect(visitor.text).toMatch(/id="shown-phone" type="text" readonly value="\+380501234567"/);
  const before = visitor.text;
  await visitor.send({ step: 'check' });
  const again = await visit(pages.url, '/report', 'en');
  const [, form = ''] = /name="form" value="([^"]*)"/.exec(before) ?? [];
  await again.send({ form, step: 'check' });
  expect(again.text).toContain(TOKEN);
  expect(new Set(sent.map(({ requestId }) => requestId)).size).toBe(1);
  expect(sent).toHaveLength(2);
  expect(sent[0]?.report?.reporter).toEqual({ fullName: 'Ївга', phone: '+380501234567' });
  expect(sent[0]?.report?.description).toBe('Глибока\nяма');
});

test('a point is sent with the hromada around it, and near a border the visitor chooses', async () => {
  const visitor = await visit(pages.url, '/report');
  await visitor.send({ category: 'infrastructure' });
  await visitor.send({ q: '49.2331, 28.4682' });
  await visitor.send({ 'a-infrastructure_kind': 'road_pit' });
  expect(visitor.text).toContain('приблизно за 200 м');
  expect(visitor.text).toContain('приблизно там само');
  await visitor.send({});
  await visitor.send({ contact: 'anonymous' });
  expect(visitor.text).toContain('49.23310, 28.46820');
  time += 60_000;
  await visitor.send({ step: 'check' });
  expect(sent[0]?.report).toMatchObject({
    hromadaCode: VINNYTSIA,
    location: { latitude: 49.2331, longitude: 28.4682 },
  });
});

test('a name of many places is a choice of those that were found', async () => {
  const visitor = await visit(pages.url, '/report');
  await visitor.send({ category: 'infrastructure' });
  await visitor.send({ q: 'Миколаївка, Сумська' });
  expect(visitor.text.match(/name="code"/g)?.length).toBeGreaterThan(1);
  await visitor.send({ code: VINNYTSIA });
  expect([visitor.status, visitor.title]).toEqual([400, expect.stringContaining('Помилка: ')]);
  expect(visitor.text).toContain('href="#code"');
  const [, code = ''] = /name="code"\s+type="radio"\s+value="([^"]*)"/.exec(visitor.text) ?? [];
  await visitor.send({ code });
  expect(visitor.title).toContain('Що саме сталося?');
});

test('what is wrong is named with a link to its field, and the answer stays there', async () => {
  const visitor = await visit(pages.url, '/report');
  await visitor.send({ category: 'nothing' });
  expect([visitor.status, visitor.text.includes('href="#category"')]).toEqual([400, true]);
  await visitor.send({ category: 'infrastructure' });
  await visitor.send({ q: 'Нідебудова"<b>' });
  expect(visitor.text).toContain('value="Нідебудова&quot;&lt;b&gt;"');
  await visitor.send({ q: 'Якушинці' });
  await visitor.send({
    'a-infrastructure_kind': 'x',
    'a-object_code': 'not a code',
    'a-school': '1',
    description: '😀',
  });
  for (const field of ['a-infrastructure_kind', 'a-object_code', 'a-school']) {
    expect(visitor.text).toContain(`<a href="#${field}">`);
    expect(visitor.text).toMatch(new RegExp(`id="${field}"`));
    expect(visitor.text).toContain(`id="${field}-problem"`);
  }
  expect(visitor.text).toContain('value="not a code"');
  expect(visitor.text).toMatch(/>\s*😀<\/textarea>/);
  await visitor.send({ 'a-infrastructure_kind': 'road_pit' });
  await visitor.send({});
  for (const [typed, field] of [
    [{ contact: 'open' }, 'name'],
    [{ contact: 'open', phone: '12' }, 'phone'],
    [{ contact: 'open', name: 'x'.repeat(201) }, 'name'],
    [{ contact: 'x', name: 'Ївга' }, 'contact'],
  ] as const) {
    await visitor.send(typed);
    expect([visitor.status, visitor.text.includes(`<a href="#${field}">`)]).toEqual([400, true]);
  }
});

test('answers can be changed from the check, and another category asks again', async () => {
  const visitor = await upToCheck();
  const change = async (to: string) => visitor.send({ step: 'check', to });
  await change('contact');
  expect(visitor.text).toContain('value="Ївга"');
  await visitor.send({ contact: 'anonymous' });
  expect(visitor.title).toContain('Перевірте');
  await change('category');
  await visitor.send({ category: 'other' });
  expect(visitor.title).toContain('Що саме сталося?');
  await visitor.send({ description: '' });
  expect(visitor.text).toContain('href="#description"');
  await visitor.send({ description: 'Щось інше' });
  expect(visitor.title).toContain('Перевірте');
  await change('place');
  await visitor.send({ q: 'Вінницька' });
  expect(visitor.text).toContain('Вінницька громада');
});

test('whoever knows the report already sends nothing', async () => {
  const visitor = await visit(pages.url, '/report');
  await visitor.send({ category: 'infrastructure' });
  await visitor.send({ q: 'Якушинці' });
  await visitor.send({ 'a-infrastructure_kind': 'road_pit' });
  await visitor.send({ same: '1' });
  expect(visitor.title).toContain('ми вже знаємо про це');
  expect(sent).toEqual([]);
});

test('an urgent category names the number to phone before anything else, on every step', async () => {
  const visitor = await visit(pages.url, '/report');
  await visitor.send({ category: 'fire' });
  for (const typed of [{ q: 'Якушинці' }, { 'a-fire_object': 'dwelling', 'a-storey': '3' }, { contact: 'anonymous' }]) {
    const main = visitor.text.slice(visitor.text.indexOf('</h1>'));
    expect(main).toMatch(/^<\/h1>\s*<div class="alert">\s*<p>\s*<strong>[^<]*<a href="tel:101">101<\/a>/);
    await visitor.send(typed);
  }
  time += 60_000;
  await visitor.send({ step: 'check' });
  expect(visitor.text.indexOf('tel:101')).toBeLessThan(visitor.text.indexOf(TOKEN));
});

test('of a sensitive report nothing that was entered comes back, and every page can be left at once', async () => {
  const visitor = await visit(pages.url, '/report');
  await visitor.send({ category: 'domestic_violence' });
  const expectNothing = () => {
    expect(visitor.headers.get('cache-control')).toBe('no-store');
    expect(visitor.text).toContain('data-leave');
    expect(visitor.text).not.toMatch(/Зарван|канарка|\+380501234567|value="Ївга"|checked[^>]*>\s*<label[^>]*>Фізичне/);
  };
  expectNothing();
  await visitor.send({ q: 'Зарванціканарка' });
  expect(visitor.status).toBe(400);
  expectNothing();
  await visitor.send({ q: 'Зарванці' });
  await visitor.send({ 'a-violence_forms': ['physical', 'x'], description: 'канарка' });
  expect(visitor.status).toBe(400);
  expectNothing();
  await visitor.send({ 'a-violence_forms': ['physical', 'economic'], 'a-weapon': 'true', description: 'канарка' });
  expectNothing();
  await visitor.send({ contact: 'open', name: 'Ївга', phone: '050' });
  expect(visitor.status).toBe(400);
  expectNothing();
  await visitor.send({ contact: 'open', name: 'Ївга', phone: '0501234567' });
  expect(visitor.title).toContain('Перевірте');
  expectNothing();
  await visitor.send({ step: 'check', to: 'details' });
  expect(visitor.title).toContain('Що саме сталося?');
  expectNothing();
  await visitor.send({ step: 'check' });
  time += 60_000;
  await visitor.send({ step: 'check' });
  expectNothing();
  expect(sent[0]?.report?.attributes).toEqual([
    { name: 'violence_forms', value: 'physical,economic' },
    { name: 'weapon', value: 'true' },
  ]);
});

test('a report that looks like a program’s is not lost: it can be sent again', async () => {
  const visitor = await upToCheck();
  await visitor.send({ step: 'check', website: 'https://example.org' });
  expect([visitor.status, sent.length]).toEqual([400, 0]);
  await visitor.send({ step: 'check', website: '' });
  expect(visitor.text).toContain(TOKEN);
  const fast = await upToCheck();
  time -= 58_000;
  await fast.send({ step: 'check' });
  expect([fast.status, sent.length]).toEqual([400, 1]);
  time += 5_000;
  await fast.send({ step: 'check' });
  expect(fast.text).toContain(TOKEN);
});

test('when it is unknown whether a report arrived, it is sent again under its id', async () => {
  const visitor = await upToCheck();
  failure = new BackendError('unavailable');
  await visitor.send({ step: 'check' });
  expect([visitor.status, visitor.text.includes(TOKEN)]).toEqual([503, false]);
  await visitor.send({ step: 'check' });
  expect(visitor.text).toContain(TOKEN);
  expect(new Set(sent.map(({ requestId }) => requestId)).size).toBe(1);
});

test('another report from a form that was used gets an id of its own, and what the service refuses is asked again', async () => {
  const visitor = await upToCheck();
  failure = new BackendError('refused', { reason: 'REQUEST_ID_REUSED' });
  await visitor.send({ step: 'check' });
  expect(visitor.status).toBe(409);
  failure = new BackendError('invalid', { violations: [{ field: 'report.location', rule: 'must be given' }] });
  await visitor.send({ step: 'check' });
  expect([visitor.status, visitor.title]).toEqual([400, expect.stringContaining('Де це сталося?')]);
  expect(new Set(sent.map(({ requestId }) => requestId)).size).toBe(2);
});

test('a form that is too old or was changed starts again', async () => {
  const visitor = await upToCheck();
  time += 25 * 3_600_000;
  await visitor.send({ step: 'check' });
  expect([visitor.status, visitor.title, sent.length]).toEqual([400, expect.stringContaining('Що сталося?'), 0]);
});
