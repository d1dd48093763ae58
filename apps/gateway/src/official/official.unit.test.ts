import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANSWERS, EMPTY_ANSWERS } from '../../test/answers.ts';
import { POLICE } from '../../test/official-answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';
import { languageOfTitle } from './title-language.ts';

let pages: RunningPages;
let empty: RunningPages;
beforeAll(async () => {
  pages = await runPages(ANSWERS);
  empty = await runPages(EMPTY_ANSWERS);
});
afterAll(async () => {
  await pages.stop();
  await empty.stop();
});

/** The text of a page as a person reads it. */
async function readable(path: string, running = pages): Promise<string> {
  const text = (await running.text(path)).replaceAll(/<(?:title|desc)[^]*?<\/(?:title|desc)>/g, '');
  return text
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('\u00A0', ' ')
    .replaceAll(/\s+/g, ' ');
}

test('a series shows its last whole year, its gaps, and what is not exact', async () => {
  const text = await readable(`/en/official/${POLICE}`);
  expect(text).toContain('3,249 people, 2025');
  expect(text.match(/(2021|2023|2024) no published figure/g)).toEqual([
    '2021 no published figure',
    '2023 no published figure',
    '2024 no published figure',
  ]);
  expect(text).toContain('2022 preliminary 2,791');
  // A part of a year is in the table, not in the chart.
  expect(text).toContain('1 January 2023 – 31 October 2023 2,492');
  const svg = (await pages.text(`/en/official/${POLICE}`)).match(/<svg[^]*<\/svg>/)?.[0] ?? '';
  expect(svg).not.toContain('2,492');
  expect(svg.match(/class="chart-no-data"/g)).toHaveLength(3);
});

test('a series shows what changed after it was first published, and what others say of the same period', async () => {
  const text = await readable(`/en/official/${POLICE}`);
  expect(text).toContain('2019 over 3,400 (16 January 2020) 3,454 (24 January 2020)');
  expect(text).toContain(
    '2020: this series has 3,541, Ministry of Internal Affairs has 3,554. Nobody says why they differ.',
  );
  expect(await readable('/official/rescue-deaths-fire')).toContain('Держстат – 1 221. Рахує причини смерті.');
  expect(text).toContain('Sources differ on the injured.');
  expect(text).toMatch(/Patrol Police\. Killed on roads, 2018–2025 \. Safe Community, \/en\/official\/patrol-/);
});

test('series are listed with their publisher, and an unknown one is missing', async () => {
  const text = await readable('/official');
  expect(text).toMatch(/Загинуло на дорогах Патрульна поліція 2018–2025 3 249 \(2025 рік\)/);
  expect(text).toMatch(/Загинуло на дорогах МВС 2020 3 554 \(2020 рік\)/);
  expect((await pages.get('/official/nobody-knows-it')).status).toBe(404);
  const none = await runPages({ ...EMPTY_ANSWERS, ListOfficialFigures: () => ({ figures: [], nextPageToken: '' }) });
  expect(await readable('/official', none)).toContain('Жодного числа ще не внесено.');
  await none.stop();
});

test('the front page answers whether fewer people die with one series, and works without it', async () => {
  const text = await readable('/');
  expect(text).toContain(
    'Чи гине менше людей? 3 249 осіб загинуло на дорогах у 2025 році. У перерахунку на день це на 8 % менше, ніж у 2020 році',
  );
  expect(text).toContain('2020 рік: у цьому ряді – 3 541; МВС – 3 554. Чому числа різняться, ніхто не пояснює.');
  // Of the years that the change compares, not of the first one that others dispute.
  expect(text).not.toContain('3 300');
  const html = await pages.text('/');
  expect(html).toContain(`href="/official/${POLICE}"`);
  expect(html.indexOf('<form')).toBeLessThan(html.indexOf('class="answer"'));
  const away = await runPages({});
  expect(await readable('/', away)).not.toContain('Чи гине менше людей?');
  await away.stop();
  expect(await readable('/', empty)).not.toContain('Чи гине менше людей?');
});

test('programs get one series with all of its statements, and the drawing of the page', async () => {
  const answer = JSON.parse(await pages.text(`/api/v1/official?series=${POLICE}`)) as {
    series: { id: string; statements: { value: number; counts: boolean; others: object[] }[] }[];
  };
  expect(answer.series.map(({ id }) => id)).toEqual([POLICE]);
  const { statements = [] } = answer.series[0] ?? {};
  expect(statements.filter(({ counts }) => !counts).map(({ value }) => value)).toEqual([3_400]);
  expect(statements.flatMap(({ others }) => others).slice(1)).toEqual([
    {
      series: 'ministry-deaths-road',
      publisher: { uk: 'МВС', en: 'Ministry of Internal Affairs' },
      value: 3_554,
      qualifier: 'exact',
      why: null,
    },
  ]);
  const csv = await pages.text(`/api/v1/official.csv?series=${POLICE}`);
  expect(csv).toContain(`# ${POLICE} · Patrol Police · People killed in road crashes. · Facts`);
  expect(csv).toContain(',2019-01-01,2019-12-31,3400,more,2020-01-16,,false,');
  const drawn = await pages.get(`/api/v1/official.svg?series=${POLICE}&language=en`);
  expect(drawn.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
  expect(await drawn.text()).toMatch(/^<svg [^]*2021 no published figure/);
  for (const [query, rule] of [
    ['official?series=nobody-knows-it', 'series: must be the id of a series'],
    ['official?series=No%20id', 'series: must be the id of a series'],
    ['official.svg?series=nobody-knows-it', 'series: must be the id of a series'],
    ['official.svg?language=de', 'language: must be uk or en'],
    ['official.svg?serie=x', 'serie: is unknown'],
  ] as const) {
    const refused = await pages.get(`/api/v1/${query}`);
    expect([query, refused.status, await refused.text()]).toEqual([query, 400, expect.stringContaining(rule)]);
  }
});

test.each([
  ['За 2020 рік в Україні сталося 168 тис. ДТП', 'uk'],
  ['Сколько ДТП произошло в Украине за 2022 год', 'ru'],
  ['Украинская полиция обнародовала статистику', 'ru'],
  ['Statement on the Safe Community programme (Безпечна громада)', 'en'],
])('%s is cited as of the language %s', (title, language) => {
  expect(languageOfTitle(title)).toBe(language);
});
