import { IncidentCategory, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import { visit } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { TOKEN } from '../../test/report-answers.ts';
import { LAST_STEP, MINUTE, runReports, type RunningReports } from '../../test/running-reports.ts';

const YAKUSHYNTSI = 'UA05020310010019628';
const VINNYTSIA = 'UA05020030000031457';

let reports: RunningReports;
beforeAll(async () => {
  reports = await runReports();
});
afterAll(() => reports.stop());
beforeEach(() => {
  reports.sent.length = 0;
});

test('a report goes step by step to the service, and its token is shown once, in no address', async () => {
  const visitor = await visit(`${reports.url}/report`);
  expect(visitor.headers.get('cache-control')).toBe('no-store');
  expect(visitor.text.indexOf('tel:112')).toBeLessThan(visitor.text.indexOf('<form'));
  await visitor.send({ category: 'infrastructure' });
  expect(visitor.title).toContain('Де це сталося?');
  await visitor.send({ q: 'с. Якушинці', landmark: 'біля  школи' });
  expect(visitor.title).toContain('Можливо, про це вже повідомили');
  expect(visitor.text).toMatch(/Що пошкоджено: Яма на дорозі; у тому самому населеному пункті; надійшло 27 листопада/);
  await visitor.send({});
  expect(visitor.title).toContain('Що саме сталося?');
  expect(visitor.text).toContain('село Якушинці, Якушинецька громада');
  reports.pass(MINUTE);
  await visitor.send({ 'a-infrastructure_kind': 'road_pit', description: 'Глибока яма', website: '' });
  expect([visitor.status, visitor.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(visitor.text).toContain(`id="token">${TOKEN}</code>`);
  expect(visitor.text.split(TOKEN)).toHaveLength(2);
  expect(reports.sent).toHaveLength(1);
  expect(reports.sent[0]?.report).toMatchObject({
    category: IncidentCategory.INFRASTRUCTURE,
    channel: ReportChannel.WEB,
    settlementCode: YAKUSHYNTSI,
    hromadaCode: '',
    location: undefined,
    description: 'Глибока яма\nАдреса: біля школи',
    attributes: [{ name: 'infrastructure_kind', value: 'road_pit' }],
    reporter: undefined,
  });
});

test('a point is sent with the hromada around it, and near a border the visitor chooses', async () => {
  const visitor = await visit(`${reports.url}/report`);
  await visitor.send({ category: 'infrastructure' });
  await visitor.send({ q: '49.2331, 28.4682' });
  expect(visitor.text).toContain('приблизно за 200 м');
  expect(visitor.text).toContain('приблизно там само');
  await visitor.send({});
  expect(visitor.text).toContain('49.23310, 28.46820');
  expect(visitor.text.replaceAll('\u00A0', ' ')).toContain('біля середини: місто Вінниця');
  expect(visitor.text).toContain('class="chart-pin"');
  expect(visitor.text).toContain('Усі побачать лише клітину близько 110 на 110 м');
  reports.pass(MINUTE);
  await visitor.send({ 'a-infrastructure_kind': 'road_pit' });
  expect(reports.sent[0]?.report).toMatchObject({
    hromadaCode: VINNYTSIA,
    location: { latitude: 49.2331, longitude: 28.4682 },
  });
});

test('a name of many places is a choice of those that were found', async () => {
  const visitor = await visit(`${reports.url}/report`);
  await visitor.send({ category: 'infrastructure' });
  await visitor.send({ q: 'Миколаївка, Сумська' });
  expect(visitor.text.match(/name="code"/g)?.length).toBeGreaterThan(1);
  await visitor.send({ code: VINNYTSIA });
  expect([visitor.status, visitor.title]).toEqual([400, expect.stringContaining('Помилка: ')]);
  expect(visitor.text).toContain('href="#code"');
  const [, code = ''] = /name="code"\s+type="radio"\s+value="([^"]*)"/.exec(visitor.text) ?? [];
  await visitor.send({ code });
  expect(visitor.title).toContain('Можливо, про це вже');
});

test('what is wrong is named with a link to its field, and the answer stays there', async () => {
  const visitor = await visit(`${reports.url}/report`);
  await visitor.send({ category: 'nothing' });
  expect([visitor.status, visitor.text.includes('href="#what"')]).toEqual([400, true]);
  await visitor.send({ category: 'infrastructure' });
  await visitor.send({ q: 'Нідебудова"<b>' });
  expect(visitor.text).toContain('value="Нідебудова&quot;&lt;b&gt;"');
  await visitor.send({ q: '44.952, 34.102' });
  expect([
    visitor.status,
    visitor.text.includes('Це місце в Автономній Республіці Крим, тимчасово окупованій'),
  ]).toEqual([400, true]);
  await visitor.send({ q: 'Нідебудова', landmark: `біля${'і'.repeat(200)}` });
  for (const field of ['q', 'landmark']) expect(visitor.text).toContain(`<a href="#${field}">`);
  await visitor.send({ q: 'Якушинці' });
  await visitor.send({});
  await visitor.send({
    'a-infrastructure_kind': 'x',
    'a-object_code': 'not a code',
    'a-school': '1',
    description: '😀',
    name: 'x'.repeat(201),
    phone: '12',
  });
  for (const field of ['a-infrastructure_kind', 'a-object_code', 'a-school', 'name', 'phone']) {
    expect(visitor.text).toContain(`<a href="#${field}">`);
    expect(visitor.text).toMatch(new RegExp(`id="${field}"`));
    expect(visitor.text).toContain(`id="${field}-problem"`);
  }
  expect(visitor.text).toContain('value="not a code"');
  expect(visitor.text).toMatch(/>\s*😀<\/textarea>/);
  expect([visitor.status, visitor.text.includes('value="12"'), reports.sent.length]).toEqual([400, true, 0]);
});

test.each([
  ['/report', 'Форми насильства: оберіть щонайменше одну.', 'без спеціальних символів'],
  ['/en/report', 'Forms of violence: choose at least one.', 'without special characters'],
])('what is wrong at %s is said in words of everybody', async (path, forms, name) => {
  const visitor = await visit(`${reports.url}${path}`);
  await visitor.send({ category: 'domestic_violence' });
  await visitor.send({ q: 'Якушинці' });
  await visitor.send({ 'a-weapon': 'true' });
  expect(visitor.text).toContain(`<a href="#a-violence_forms">${forms}</a>`);
  await visitor.send({ 'a-violence_forms': 'physical', name: 'x' });
  expect(visitor.text).toContain(name);
});

test('answers can be changed from the last step, and another category asks again', async () => {
  const visitor = await reports.upToLast();
  const change = async (to: string) => visitor.send({ ...LAST_STEP, to });
  await change('place');
  await visitor.send({ q: 'Вінницька' });
  expect(visitor.text).toContain('Вінницька громада');
  expect(visitor.text).toMatch(/>\s*Глибока\r?\nяма<\/textarea>/);
  await change('category');
  await visitor.send({ category: 'other' });
  expect(visitor.title).toContain('Що саме сталося?');
  expect(visitor.text).toContain('value="Ївга"');
  expect(visitor.text).not.toContain('Глибока');
  await visitor.send({ description: '' });
  expect(visitor.text).toContain('href="#description"');
});

test('without a name and a phone a report is anonymous, and one of both is enough', async () => {
  for (const [typed, reporter] of [
    [{}, undefined],
    [{ name: ' Ївга ' }, { fullName: 'Ївга', phone: '' }],
    [{ phone: '0501234567' }, { fullName: '', phone: '+380501234567' }],
  ] as const) {
    const visitor = await reports.upToLast();
    await visitor.send({ 'a-infrastructure_kind': 'road_pit', ...typed });
    expect(reports.sent.at(-1)?.report?.reporter).toEqual(reporter);
  }
});

test('an urgent category names the number to phone before anything else, on every step', async () => {
  const visitor = await visit(`${reports.url}/report`);
  await visitor.send({ category: 'fire' });
  reports.pass(MINUTE);
  for (const typed of [{ q: 'Якушинці' }, { 'a-fire_object': 'dwelling', 'a-storey': '3' }]) {
    const main = visitor.text.slice(visitor.text.indexOf('</h1>'));
    expect(main).toMatch(/^<\/h1>\s*<div class="alert">\s*<p>\s*<strong>[^<]*<a href="tel:101">101<\/a>/);
    await visitor.send(typed);
  }
  expect(visitor.text.indexOf('tel:101')).toBeLessThan(visitor.text.indexOf(TOKEN));
});

test('of a sensitive report nothing that was entered comes back, and every page can be left at once', async () => {
  const visitor = await visit(`${reports.url}/report`);
  await visitor.send({ category: 'domestic_violence' });
  const expectNothing = () => {
    expect(visitor.headers.get('cache-control')).toBe('no-store');
    expect(visitor.text).toContain('data-leave');
    expect(visitor.text).not.toMatch(/data-draft|\/assets\/draft-/);
    expect(visitor.text).not.toMatch(/Зарван|канарка|\+380501234567|value="Ївга"|checked[^>]*>\s*<label[^>]*>Фізичне/);
  };
  expectNothing();
  await visitor.send({ q: 'Зарванціканарка' });
  expect(visitor.status).toBe(400);
  expectNothing();
  await visitor.send({ q: 'Зарванці', landmark: 'канарка' });
  expectNothing();
  await visitor.send({ 'a-violence_forms': ['physical', 'x'], description: 'канарка' });
  expect(visitor.status).toBe(400);
  expectNothing();
  const details = { 'a-violence_forms': ['physical', 'economic'], 'a-weapon': 'true', description: 'канарка' };
  await visitor.send({ ...details, name: 'Ївга', phone: '050' });
  expect(visitor.status).toBe(400);
  expectNothing();
  reports.pass(MINUTE);
  // What was right is kept, and only the rest is asked again.
  await visitor.send({ name: 'Ївга', phone: '0501234567' });
  expectNothing();
  expect(reports.sent[0]?.report).toMatchObject({
    description: 'канарка\nАдреса: канарка',
    reporter: { fullName: 'Ївга', phone: '+380501234567' },
  });
  expect(reports.sent[0]?.report?.attributes).toEqual([
    { name: 'violence_forms', value: 'physical,economic' },
    { name: 'weapon', value: 'true' },
  ]);
});
