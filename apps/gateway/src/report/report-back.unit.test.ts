import { visit, type Visitor } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { TOKEN } from '../../test/report-answers.ts';
import { MINUTE, runReports, type RunningReports } from '../../test/running-reports.ts';

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
  return visitor;
}

test('every step has a way back to the one before, and what was answered is there', async () => {
  const visitor = await reports.upToCheck();
  const seen: [string, string | undefined][] = [];
  for (;;) {
    seen.push([/<h1>([^<]*)/.exec(visitor.text)?.[1] ?? '', backOf(visitor)]);
    if (backOf(visitor) === undefined) break;
    if (visitor.title.includes('зв’язатися')) expect(visitor.text).toContain('value="Ївга"');
    if (visitor.title.includes('Що саме')) expect(visitor.text).toMatch(/>\s*Глибока\nяма<\/textarea>/);
    if (visitor.title.includes('Де це')) expect(visitor.text).toContain('value="Якушинці"');
    await visitor.send({ step: visitor.title.includes('Перевірте') ? 'check' : 'x', to: backOf(visitor) ?? '' });
    expect(visitor.status).toBe(200);
  }
  expect(seen).toEqual([
    ['Перевірте й надішліть', 'contact'],
    ['Чи можна з вами зв’язатися?', 'nearby'],
    ['Можливо, про це вже повідомили', 'details'],
    ['Що саме сталося?', 'place'],
    ['Де це сталося?', 'category'],
    ['Що сталося?', undefined],
  ]);
  expect(visitor.text).toMatch(/<button type="submit" name="thing" value="">\s*Далі: Інфраструктура/);
  await visitor.send({});
  expect(visitor.title).toContain('Перевірте');
  await visitor.send({ step: 'check' });
  expect(visitor.text).toContain(TOKEN);
  expect(reports.sent[0]?.report).toMatchObject({ description: 'Глибока\nяма', reporter: { fullName: 'Ївга' } });
});

test('the Enter key goes on, not back: that button comes first', async () => {
  const visitor = await upToDetails();
  const [, form = ''] = /<form[^>]*id="answers"([^]*)<\/form>/.exec(visitor.text) ?? [];
  const buttons = [...form.matchAll(/<button[^>]*>\s*([^<]*?)\s*<\/button>/g)].map(([, label]) => label);
  expect(buttons).toEqual(['Далі', 'Назад']);
});

test('what is typed and not finished is kept on the way back, and has to be finished then', async () => {
  const visitor = await upToDetails();
  await back(visitor, { 'a-object_code': 'not a code', description: 'Недописане' });
  expect([visitor.status, visitor.title]).toEqual([200, expect.stringContaining('Де це')]);
  await visitor.send({ q: 'Зарванці' });
  expect([visitor.status, visitor.title]).toEqual([200, expect.stringContaining('Що саме')]);
  expect(visitor.text).toMatch(/>\s*Недописане<\/textarea>/);
  expect(visitor.text).toContain('value="not a code"');
  await visitor.send({ 'a-infrastructure_kind': 'road_pit', description: 'Дописане' });
  await visitor.send({});
  await back(visitor, { contact: 'open', phone: '050' });
  await visitor.send({});
  expect(visitor.text).toContain('value="050"');
  await visitor.send({ contact: 'anonymous' });
  reports.pass(MINUTE);
  await visitor.send({ step: 'check' });
  expect(reports.sent[0]?.report).toMatchObject({ description: 'Дописане', reporter: undefined });
});

test('the longest text that a form can hold survives the way back', async () => {
  const visitor = await upToDetails();
  const text = 'ї'.repeat(4_000);
  await back(visitor, { description: text });
  await visitor.send({ q: 'Якушинці' });
  expect(visitor.text).toContain(text);
  await visitor.send({ 'a-infrastructure_kind': 'road_pit', description: text });
  expect(visitor.title).toContain('Можливо');
});

test('back from the contact leads to the details where nothing was near', async () => {
  const visitor = await upToDetails('other');
  await visitor.send({ description: 'Щось' });
  expect(visitor.title).toContain('зв’язатися');
  await back(visitor);
  expect(visitor.title).toContain('Що саме');
});

test('another category asks again for its own details alone', async () => {
  const visitor = await upToDetails();
  await back(visitor, { description: 'Недописане' });
  await back(visitor);
  await visitor.send({ category: 'other' });
  await visitor.send({ q: 'Якушинці' });
  expect(visitor.text).not.toContain('Недописане');
});

test('of a sensitive report nothing is shown on the way back, and nothing is lost', async () => {
  const visitor = await upToDetails('domestic_violence', 'Зарванці');
  await visitor.send({ 'a-violence_forms': ['physical', 'economic'], description: 'канарка' });
  await visitor.send({ contact: 'open', name: 'Ївга', phone: '0501234567' });
  const expectHidden = () => {
    expect(visitor.text).not.toMatch(/Зарван|канарка|Ївга|0501234567|checked/);
    expect(visitor.text).toContain('Введене тут раніше збережено, але не показано');
  };
  for (const title of ['зв’язатися', 'Що саме', 'Де це']) {
    await visitor.send({ step: visitor.title.includes('Перевірте') ? 'check' : 'x', to: backOf(visitor) ?? '' });
    expect(visitor.title).toContain(title);
    expectHidden();
  }
  await back(visitor);
  expect([visitor.text.includes('checked'), visitor.text.includes('data-leave')]).toEqual([false, true]);
  await visitor.send({});
  expect(visitor.title).toContain('Перевірте');
  // Left without a change, and gone on from without one.
  await visitor.send({ step: 'check', to: 'details' });
  await visitor.send({ description: '' });
  expect(visitor.title).toContain('Перевірте');
  // Typed, left, and gone on from without typing it again.
  await visitor.send({ step: 'check', to: 'details' });
  await back(visitor, { 'a-violence_forms': 'physical', description: 'друга канарка' });
  await visitor.send({ q: '' });
  expect(visitor.title).toContain('Що саме');
  await visitor.send({});
  expect(visitor.title).toContain('Перевірте');
  reports.pass(MINUTE);
  await visitor.send({ step: 'check' });
  expect(reports.sent[0]?.report).toMatchObject({
    description: 'друга канарка',
    attributes: [{ name: 'violence_forms', value: 'physical' }],
    reporter: { fullName: 'Ївга', phone: '+380501234567' },
  });
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
  await typed.send({ 'a-infrastructure_kind': 'road_pit', description: 'Дописане' });
  await typed.send({});
  const contact = await inOtherLanguage(typed);
  expect(contact.title).toContain('Чи можна з вами зв’язатися?');
  await contact.send({ contact: 'anonymous' });
  reports.pass(MINUTE);
  const check = await inOtherLanguage(contact);
  expect(check.text).toContain('Yakushyntsi (village)');
  await check.send({ step: 'check' });
  expect(check.text).toContain('Your report was received');
  const [, address = ''] = /href="([^"]*)" lang="uk"/.exec(check.text) ?? [];
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
  expect(english.title).toContain('What exactly happened?');
});

test('a sensitive report goes on in the other language without showing what was entered', async () => {
  const visitor = await upToDetails('domestic_violence', 'Зарванці');
  const english = await inOtherLanguage(visitor, { step: 'details', description: 'канарка' });
  expect(english.title).toContain('What exactly happened?');
  expect(english.text).not.toMatch(/канарка|Zarvantsi|Зарванці/);
  expect(english.text).toContain('kept but not shown');
});
