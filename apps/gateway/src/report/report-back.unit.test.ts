import { visit, type Visitor } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { TOKEN } from '../../test/report-answers.ts';
import { LAST_STEP, MINUTE, runReports, type RunningReports } from '../../test/running-reports.ts';

// Back to the step before, and to the other language, without losing an answer.

let reports: RunningReports;
beforeAll(async () => {
  reports = await runReports();
});
afterAll(() => reports.stop());
beforeEach(() => {
  reports.sent.length = 0;
});

/** Where the button leads that goes back; undefined without one. */
function backOf({ text }: Visitor): string | undefined {
  return /name="to"\s+value="(\w+)"\s+formnovalidate/.exec(text)?.[1];
}

/** Presses that button, with what is typed. */
async function back(visitor: Visitor, typed: Parameters<Visitor['send']>[0] = {}): Promise<void> {
  await visitor.send({ ...typed, to: backOf(visitor) ?? 'no button' });
}

/** The page that the form in the menu asks for, in the other language. */
async function inOtherLanguage({ text }: Visitor, typed: Record<string, string> = {}) {
  const [, action = '', form = ''] =
    /<form method="post" action="([^"]*)" data-takes[^>]*>([^]*?)<\/form>/.exec(text) ?? [];
  const body = new URLSearchParams(typed);
  for (const [, name = '', value = ''] of form.matchAll(/name="([^"]*)" value="([^"]*)"/g)) body.append(name, value);
  const visitor = await visit(`${reports.url}${action}`);
  await visitor.send(Object.fromEntries(body));
  return visitor;
}

async function upToDetails(category = 'infrastructure', place = 'Якушинці'): Promise<Visitor> {
  const visitor = await visit(`${reports.url}/report`);
  await visitor.send({ category });
  await visitor.send({ q: place });
  if (visitor.title.includes('Можливо')) await visitor.send({});
  return visitor;
}

test('every step has a way back to the one before, and what was answered is there', async () => {
  const visitor = await reports.upToLast();
  const seen: [string, string | undefined][] = [];
  for (let typed: Parameters<Visitor['send']>[0] = LAST_STEP; ; typed = {}) {
    seen.push([/<h1>([^<]*)/.exec(visitor.text)?.[1] ?? '', backOf(visitor)]);
    if (backOf(visitor) === undefined) break;
    if (visitor.title.includes('Де це')) expect(visitor.text).toContain('value="Якушинці"');
    await visitor.send({
      ...typed,
      ...(visitor.title.includes('Де це') ? { q: 'Якушинці' } : {}),
      to: backOf(visitor) ?? '',
    });
    expect(visitor.status).toBe(200);
  }
  expect(seen).toEqual([
    ['Що саме сталося?', 'nearby'],
    ['Можливо, про це вже повідомили', 'place'],
    ['Де це сталося?', 'category'],
    ['Що сталося?', undefined],
  ]);
  expect(visitor.text).toMatch(/<button type="submit" name="thing" value="">\s*Далі: Інфраструктура/);
  for (const typed of [{}, { q: 'Якушинці' }, {}]) await visitor.send(typed);
  expect(visitor.title).toContain('Що саме');
  expect(visitor.text).toMatch(/>\s*Глибока\r?\nяма<\/textarea>/);
  for (const value of ['Ївга', '050 123 45 67', 'OP-7']) expect(visitor.text).toContain(`value="${value}"`);
  await visitor.send(LAST_STEP);
  expect(visitor.text).toContain(TOKEN);
  expect(reports.sent[0]?.report).toMatchObject({ description: 'Глибока\nяма', reporter: { fullName: 'Ївга' } });
});

test('the Enter key goes on, not back: that button comes first', async () => {
  const visitor = await upToDetails();
  const [, form = ''] = /<form[^>]*id="answers"([^]*)<\/form>/.exec(visitor.text) ?? [];
  const buttons = [...form.matchAll(/<button[^>]*>\s*([^<]*?)\s*<\/button>/g)].map(([, label]) => label);
  expect(buttons).toEqual(['Надіслати', 'Назад']);
});

test('what is typed and not finished is kept on the way back, and has to be finished then', async () => {
  const visitor = await upToDetails();
  await back(visitor, { 'a-object_code': 'not a code', description: 'Недописане', phone: '050' });
  await back(visitor);
  expect([visitor.status, visitor.title]).toEqual([200, expect.stringContaining('Де це')]);
  await visitor.send({ q: 'Якушинці' });
  expect([visitor.status, visitor.title]).toEqual([200, expect.stringContaining('Що саме')]);
  expect(visitor.text).toMatch(/>\s*Недописане<\/textarea>/);
  for (const value of ['not a code', '050']) expect(visitor.text).toContain(`value="${value}"`);
  reports.pass(MINUTE);
  await visitor.send({ 'a-infrastructure_kind': 'road_pit', description: 'Дописане' });
  expect(reports.sent[0]?.report).toMatchObject({ description: 'Дописане', reporter: undefined });
});

test('the longest text that a form can hold survives the way back', async () => {
  const visitor = await upToDetails();
  const text = 'ї'.repeat(3_750);
  await back(visitor, { description: text });
  await visitor.send({});
  expect(visitor.text).toContain(text);
  reports.pass(MINUTE);
  await visitor.send({ 'a-infrastructure_kind': 'road_pit', description: text });
  expect(reports.sent[0]?.report?.description).toBe(text);
});

test('back from the last step leads to the place where nothing was near', async () => {
  const visitor = await upToDetails('other');
  await back(visitor, { description: 'Щось' });
  expect(visitor.title).toContain('Де це');
});

test('another category asks again for its own details alone', async () => {
  const visitor = await upToDetails();
  await back(visitor, { description: 'Недописане' });
  await back(visitor);
  await back(visitor);
  await visitor.send({ category: 'other' });
  await visitor.send({ q: 'Якушинці' });
  expect(visitor.text).not.toContain('Недописане');
});

test('of a sensitive report nothing is shown on the way back, and nothing is lost', async () => {
  const visitor = await upToDetails('domestic_violence', 'Зарванці');
  const typed = {
    'a-violence_forms': ['physical', 'economic'],
    description: 'канарка',
    name: 'Ївга',
    phone: '0501234567',
  };
  const expectHidden = () => {
    expect(visitor.text).not.toMatch(/Зарван|канарка|Ївга|0501234567|checked/);
    expect(visitor.text).toContain('Введене тут раніше збережено, але не показано');
  };
  await back(visitor, typed);
  expect(visitor.title).toContain('Де це');
  expectHidden();
  await back(visitor);
  expect([visitor.text.includes('checked'), visitor.text.includes('data-leave')]).toEqual([false, true]);
  await visitor.send({});
  await visitor.send({ q: '', landmark: '' });
  expect(visitor.title).toContain('Що саме');
  expectHidden();
  // Left without a change, and gone on from without one; then with other details, and the contact untouched.
  await back(visitor, { description: '' });
  await visitor.send({ q: '' });
  await back(visitor, { 'a-violence_forms': 'physical', description: 'друга канарка' });
  await visitor.send({ q: '' });
  expectHidden();
  reports.pass(MINUTE);
  await visitor.send({});
  expect(reports.sent[0]?.report).toMatchObject({
    description: 'друга канарка',
    attributes: [{ name: 'violence_forms', value: 'physical' }],
    reporter: { fullName: 'Ївга', phone: '+380501234567' },
  });
});

test('a contact of a sensitive report that is not shown can be taken back', async () => {
  const visitor = await upToDetails('domestic_violence', 'Зарванці');
  expect(visitor.text).not.toContain('no-contact');
  await back(visitor, { 'a-violence_forms': 'physical', description: 'канарка', phone: '0501234567' });
  await visitor.send({ q: '' });
  expect(visitor.text).toMatch(/name="no-contact"\s+type="checkbox"/);
  reports.pass(MINUTE);
  await visitor.send({ 'no-contact': 'yes' });
  expect(reports.sent[0]?.report).toMatchObject({ description: 'канарка', reporter: undefined });
});

test('each step is there in the other language, with what was answered, by a form and no address', async () => {
  const first = await visit(`${reports.url}/report`);
  expect(first.text).toContain('<a href="/en/report" lang="en" hreflang="en">English</a>');
  const visitor = await upToDetails();
  const english = await inOtherLanguage(visitor);
  expect([english.status, english.title]).toEqual([200, expect.stringContaining('What exactly happened?')]);
  expect(english.text).toMatch(/action="\/report" data-takes[^]*<button[^>]*lang="uk">\s*Українська/);
  // Where scripts run, what is being typed goes along.
  const typed = await inOtherLanguage(visitor, { step: 'details', description: 'Недописане' });
  expect(typed.text).toMatch(/>\s*Недописане<\/textarea>/);
  expect(typed.text).toContain('Yakushyntsi (village)');
  reports.pass(MINUTE);
  await typed.send({ 'a-infrastructure_kind': 'road_pit', description: 'Дописане' });
  expect(typed.text).toContain('Your report was received');
  const [, address = ''] = /href="([^"]*)" lang="uk"/.exec(typed.text) ?? [];
  const sent = await visit(`${reports.url}${address.replaceAll('&amp;', '&')}`);
  expect(sent.text).toContain('Повідомлення прийнято');
  expect(sent.text).toContain(TOKEN);
  expect(new Set(reports.sent.map(({ requestId }) => requestId)).size).toBe(1);
});

test('a choice between places is the same in the other language', async () => {
  const visitor = await visit(`${reports.url}/report`);
  await visitor.send({ category: 'infrastructure' });
  await visitor.send({ q: 'Миколаївка, Сумська' });
  const english = await inOtherLanguage(visitor);
  expect([english.status, english.text.match(/name="code"/g)?.length]).toEqual([
    200,
    visitor.text.match(/name="code"/g)?.length,
  ]);
  const [, code = ''] = /name="code"\s+type="radio"\s+value="([^"]*)"/.exec(english.text) ?? [];
  await english.send({ code });
  expect(english.title).toContain('Somebody may have reported this already');
});

test('a sensitive report goes on in the other language without showing what was entered', async () => {
  const visitor = await upToDetails('domestic_violence', 'Зарванці');
  const english = await inOtherLanguage(visitor, { step: 'details', description: 'канарка' });
  expect(english.title).toContain('What exactly happened?');
  expect(english.text).not.toMatch(/канарка|Zarvantsi|Зарванці/);
  expect(english.text).toContain('kept but not shown');
});
