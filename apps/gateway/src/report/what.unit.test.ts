import { visit, type Visitor } from '@safe-community/testkit';
import { newAddress } from '../forms/module.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { SEAL } from '../../test/running-pages.ts';
import { MINUTE, runReports, type RunningReports } from '../../test/running-reports.ts';

// The first question of a report: things in place of categories, and the search among them.

let reports: RunningReports;
beforeAll(async () => {
  reports = await runReports();
});
afterAll(() => reports.stop());
beforeEach(() => {
  reports.sent.length = 0;
});

const start = (path = '/report') => visit(`${reports.url}${path}`);
/** Codes of the buttons, in their order; those behind "Show everything" after a bar. */
const offered = ({ text }: Visitor) =>
  [...text.matchAll(/<summary|name="(?:thing|category)" value="([^"]+)"/g)].map(([, code]) => code ?? '|').join(' ');
const inField = ({ text }: Visitor) => /name="what"[^>]*value="([^"]*)"/.exec(text)?.[1];
const search = (visitor: Visitor, what: string) => visitor.send({ step: 'category', what });

test('the frequent things come first, with icons that say nothing to a screen reader, the rest on demand', async () => {
  const visitor = await start();
  expect(offered(visitor)).toBe(
    'pothole street_light noise violence_at_home | drunk_people explosive fire bullying crime_at_school other',
  );
  const icons = [...visitor.text.matchAll(/<svg[^>]*>/g)].map(([icon]) => icon);
  // One is the mark of the site.
  expect(icons).toHaveLength(5);
  expect(icons.every((icon) => icon.includes('aria-hidden="true"'))).toBe(true);
  expect((await start('/en/report')).text).toContain('<span>Street light is out</span>');
});

test('a thing is chosen by one press, and answers its question already', async () => {
  const visitor = await start();
  await visitor.send({ thing: 'pothole' });
  expect(visitor.text).toContain('<p>Яма на дорозі</p>');
  await visitor.send({ q: 'Якушинці' });
  await visitor.send({});
  expect(visitor.title).toContain('Що ще варто знати?');
  expect(visitor.text).not.toContain('a-infrastructure_kind');
  expect(visitor.text).toContain('<strong>Яма на дорозі</strong>');
  reports.pass(MINUTE);
  await visitor.send({ 'a-object_code': 'OP-7', 'a-infrastructure_kind': 'street_light' });
  expect(reports.sent[0]?.report?.attributes).toEqual([
    { name: 'infrastructure_kind', value: 'road_pit' },
    { name: 'object_code', value: 'OP-7' },
  ]);
});

test('a thing that says only the category leaves its questions open', async () => {
  const visitor = await start();
  await visitor.send({ thing: 'fire' });
  expect(visitor.text).toContain('<a href="tel:101">101</a>');
  await visitor.send({ q: 'Якушинці' });
  expect(visitor.title).toContain('Що саме сталося?');
  expect(visitor.text).toContain('a-fire_object');
});

test('a search offers what it finds, by a form and in no address', async () => {
  const visitor = await start();
  await search(visitor, 'Ліхтрар біля школи');
  expect([visitor.status, inField(visitor)]).toEqual([200, '']);
  await search(visitor, 'ліхтрар');
  expect([visitor.status, inField(visitor), offered(visitor)]).toEqual([
    200,
    'ліхтрар',
    'street_light | pothole noise violence_at_home drunk_people explosive fire bullying crime_at_school other',
  ]);
  expect(visitor.text).not.toMatch(/(?:href|action)="[^"]*(?:what|%D0)/);
  await visitor.send({ thing: 'street_light' });
  expect(visitor.title).toContain('Де це сталося?');
});

test('a search that finds nothing keeps its words, and offers the categories', async () => {
  const visitor = await start('/en/report');
  await search(visitor, '<b>zzzz "');
  expect([visitor.status, inField(visitor), offered(visitor)]).toEqual([
    200,
    '&lt;b&gt;zzzz &quot;',
    'fire domestic_violence infrastructure school_safety public_order other',
  ]);
  expect(visitor.text).toContain('role="status">Nothing was found for these words.');
  await visitor.send({ category: 'infrastructure' });
  await visitor.send({ q: 'Якушинці' });
  await visitor.send({});
  expect(visitor.text).toContain('a-infrastructure_kind');
});

test('an empty search asks for words', async () => {
  const visitor = await start();
  await search(visitor, ' ');
  expect([visitor.status, visitor.text.includes('<a href="#what">')]).toEqual([400, true]);
});

test('words that find something sensitive are not shown again, and the page can be left at once', async () => {
  const visitor = await start();
  for (const what of ['насильство', 'бьет муж', 'bulling', 'наркотики в школі', 'злочин']) {
    await search(visitor, what);
    expect([visitor.status, inField(visitor), visitor.text.includes('data-leave')]).toEqual([200, '', true]);
    expect(visitor.text).not.toMatch(/data-draft|\/assets\/draft-/);
    expect(visitor.headers.get('cache-control')).toBe('no-store');
  }
});

test('bullying at school is sent with what the thing says, which no page shows', async () => {
  const visitor = await start();
  await visitor.send({ thing: 'bullying' });
  for (const typed of [{ q: 'Якушинці' }, { description: 'канарка', to: 'category' }]) {
    expect(visitor.text).toContain('data-leave');
    expect(visitor.text).not.toMatch(/Цькування|Булінг|bullying|канарка|data-draft/);
    await visitor.send(typed);
  }
  expect(visitor.text).toContain('Далі з тим, що вже обрано');
  await visitor.send({ thing: '' });
  expect(visitor.text).not.toMatch(/Цькування|Булінг|bullying|канарка/);
  reports.pass(MINUTE);
  await visitor.send({});
  expect(reports.sent[0]?.report?.attributes).toEqual([{ name: 'school_matter', value: 'bullying' }]);
});

test('for an explosive object, the page warns to keep away, and both numbers come first', async () => {
  const visitor = await start('/en/report');
  await visitor.send({ thing: 'explosive' });
  const main = visitor.text.slice(
    visitor.text.indexOf('</h1>'),
    visitor.text.indexOf('<form method="post" action="/en/report" id'),
  );
  expect(main).toMatch(/^<\/h1>\s*<div class="alert">\s*<p>Do not touch or move it\./);
  expect([...main.matchAll(/tel:(\d+)/g)].map(([, number]) => number)).toEqual(['101', '102']);
});

test('another thing of the same category keeps what was typed', async () => {
  const visitor = await start();
  await visitor.send({ thing: 'pothole' });
  await visitor.send({ q: 'Якушинці' });
  await visitor.send({});
  await visitor.send({ description: 'Біля зупинки', to: 'category' });
  expect(visitor.text).toContain('Далі: Яма на дорозі');
  await visitor.send({ thing: 'street_light' });
  await visitor.send({});
  expect(visitor.title).toContain('Що ще варто знати?');
  expect(visitor.text).toMatch(/>\s*Біля зупинки<\/textarea>/);
  reports.pass(MINUTE);
  await visitor.send({ description: 'Біля зупинки' });
  expect(reports.sent[0]?.report).toMatchObject({
    description: 'Біля зупинки',
    attributes: [{ name: 'infrastructure_kind', value: 'street_light' }],
  });
});

test('a thing that the catalogue lost since asks again', async () => {
  const visitor = await start();
  await visitor.send({ thing: 'no_lift' });
  expect(visitor.status).toBe(400);
  const answers = {
    category: 'infrastructure',
    thing: 'fallen_tree',
    place: { code: 'UA05020310010019628' },
    isNearbySeen: true,
  };
  const form = SEAL.seal('report/2', {
    requestId: crypto.randomUUID(),
    address: newAddress(),
    startedAt: Date.parse('2026-11-28T10:00:00Z'),
    answers,
  });
  await visitor.send({ form, step: 'x', to: 'details' });
  expect(visitor.text).toContain('a-infrastructure_kind');
});
