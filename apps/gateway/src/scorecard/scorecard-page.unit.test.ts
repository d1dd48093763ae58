import { Indicator, Qualifier } from '@safe-community/contracts/statistics/v1/figure.ts';
import { Trend, Verdict } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANSWERS, EMPTY_ANSWERS, VINNYTSIA } from '../../test/answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';
import { COMPLETE, INCOMPLETE, NOBODY, official } from '../../test/scorecard-answers.ts';
import { cardsIn, plain, shown } from '../../test/shown-cards.ts';

let pages: RunningPages;
let english: string;
beforeAll(async () => {
  pages = await runPages(ANSWERS);
  english = plain(await pages.text('/en/scorecard'));
});
afterAll(() => pages.stop());

test('promises are cards by what people care about, in one order', () => {
  const headings = [...english.matchAll(/<h([23])>([^<]*)</g)].map(
    ([, level = '', heading = '']) => `${level} ${heading}`,
  );
  expect(headings).toEqual([
    '2 Lives',
    '3 Killed on roads',
    '3 Citizens killed, all causes',
    '3 Killed on water',
    '2 On time',
    '3 Time to arrive at a fire',
    '3 Complaints about the police answered in time',
    '2 Nearby',
    '3 Community officers in post',
    '3 Patrol with a body camera',
    '3 Trust in the officers',
    '2 Streets',
    '3 Time to repair a pothole',
    '2 Protection',
    '3 Incidents at schools',
    '2 Reports by category',
    '2 Sources',
  ]);
  expect(english).not.toMatch(/no data/i);
});

test('a lower bound says "at least", for whom it is reported, and is not judged', async () => {
  const { cards } = await shown([{ value: 8, coverage: INCOMPLETE, outcomesOpen: 12n }]);
  const card = cards['Killed on roads'] ?? '';
  expect(card).toMatch(/^at least 8 \|1 January – 28 November 2026, from reports Incomplete/);
  expect(card).toContain('Reported for 37% of the population');
  expect(card).toContain('For 12 incidents, nobody has said yet whether anyone was killed');
  const uk = await shown([{ value: 8, coverage: INCOMPLETE, outcomesOpen: 1n }], '/scorecard');
  expect(uk.cards['Загинуло на дорогах']).toMatch(/^щонайменше 8 .*Неповно.*Дані охоплюють 37 % населення/);
  expect(uk.cards['Загинуло на дорогах']).toContain('Про 1 подію ще невідомо, чи хтось загинув');
});

test('what is incomplete is never reported for 100 %, and what no source reports as a whole says so', async () => {
  const nearly = await shown([{ value: 8, coverage: { ...INCOMPLETE, coveredPercent: 99.97 } }]);
  expect(nearly.text).toContain('Reported for 99.9% of the population');
  const none = await shown([{ value: 8, coverage: { ...INCOMPLETE, coveredPercent: 0 } }]);
  expect(none.text).toContain('No source reports all of it yet');
});

test('a zero that everybody reports is a zero; what nobody reports is folded, with the reason and what to do', async () => {
  const { text, cards } = await shown([
    { value: 0, coverage: COMPLETE },
    { id: 'deaths_water', titleEn: 'Killed on water', value: 0, coverage: NOBODY },
    { id: 'deaths_fire', titleEn: 'Killed in fires' },
    { id: 'visits_overdue', titleEn: 'Overdue visits', measures: [], group: 'protection' },
  ]);
  expect(Object.keys(cards)).toEqual(['Killed on roads']);
  expect(cards['Killed on roads']).toMatch(/^0 .*Reported for the whole population/);
  expect(text).toMatch(/<summary>\s*Not measured yet: 3 promises\s*<\/summary>/);
  for (const reason of [
    'Killed on water: nobody reports it yet',
    'Killed in fires: nothing was counted here in these days',
    'Overdue visits: nothing was published of these days',
    '<a href="/en/data#sources">How to connect a source of data</a>',
  ]) {
    expect(text).toContain(reason);
  }
  expect(await pages.text('/en/data')).toContain('<h2 id="sources">How to connect a source of data</h2>');
});

const OF_2025 = {
  counted: 61,
  coverage: COMPLETE,
  official: official(Indicator.DEATHS_ROAD, 3_249, Qualifier.EXACT, 2025),
};

test('an invented or incomplete number never takes the place of a published one, and each has its own line', async () => {
  const row = { value: 40, baselines: [OF_2025], trend: Trend.FEWER };
  const ofDemonstration = await shown([{ ...row, coverage: COMPLETE }]);
  expect(ofDemonstration.cards['Killed on roads']).toMatch(/^3,249 \|in 2025, official .*\|From reports: 40/);
  const real = await shown([{ ...row, coverage: COMPLETE }], '/en/scorecard', 'real');
  expect(real.cards['Killed on roads']).toMatch(
    /^40 .*Same days a year before: 61.*Lower than a year before.*\|Official: 3,249 in 2025/,
  );
  const incomplete = await shown([{ ...row, coverage: INCOMPLETE }], '/en/scorecard', 'real');
  expect(incomplete.cards['Killed on roads']).toMatch(/^3,249 \|in 2025, official .*\|From reports: at least 40/);
  // The trend is of what is counted, and must not stand beside the published number.
  for (const { text } of [ofDemonstration, incomplete]) expect(text).not.toContain('Lower than a year before');
});

test('a number of the year before that not everybody reported is not shown', async () => {
  const { cards } = await shown([
    { value: 40, coverage: COMPLETE, baselines: [{ counted: 61, coverage: INCOMPLETE }] },
  ]);
  expect(cards['Killed on roads']).toMatch(/^40 /);
  expect(cards['Killed on roads']).not.toContain('61');
});

test('a published number is compared with 2020 by its own ratio, and an old one says that there is no newer', () => {
  const cards = cardsIn(english);
  expect(cards['Killed on roads']).toMatch(
    /^3,249 \|in 2025, official Fewer than in 2020 \|Fewer people die on roads than in 2020\. \|by 8\.2% \(3\.6–12\.7%\)/,
  );
  expect(cards['Citizens killed, all causes']).toMatch(/^7,814 \|in 2020, official \|no newer number was published/);
});

test('a verdict is a word with its rule, beside the target and when it was due', async () => {
  const cards = cardsIn(plain(await pages.text('/scorecard')));
  expect(cards['Офіцери громад на посаді']).toMatch(
    /^640 із 2 000 Відстає \|Ціль не досягнуто.*\|строк минув 31 грудня 2021 р\.$/,
  );
  expect(cards['Час прибуття на пожежу']).toMatch(
    /^10 хв 11 с \|медіана Сказати не можна .*строк – 10 хв у місті, 20 хв у селі/,
  );
  expect(cards['Патрульні з камерою']).toMatch(/^93,7 % із 1 494 Виконується .*ціль 100 %/);
  expect(cards['Довіра до офіцерів']).toMatch(
    /^64 % \|від 57,1 % до 70,3 % з імовірністю 95 %; опитано людей: 400 .*ціль понад 70 %/,
  );
});

test('what is released says of which days it is, and not that it is counted from reports', () => {
  expect(cardsIn(english)['Incidents at schools']).toMatch(/^40 \|1 January – 30 September 2026, as released$/);
});

test('a published number links to its series, and a counted one to its chart, each by a name of its own', () => {
  const card = english.slice(english.indexOf('id="promise-deaths_road"'), english.indexOf('id="promise-deaths_total"'));
  const links = [...card.matchAll(/<a href="([^"]*)" aria-label="([^"]*)"/g)].map(([, ...link]) => link);
  expect(links).toEqual([
    ['/en/official/patrol-police-deaths-road', 'Official by year: Killed on roads'],
    ['/en/measures/killed?category=road_crash', 'Counted by month: Killed on roads'],
  ]);
});

test('a share of surveys is not shown without its interval', async () => {
  const { cards } = await shown([{ id: 'trust', unit: 'per cent', value: 64 }]);
  expect(cards).toEqual({});
});

test('a bar ends at its goal, and a time is marked by its limits', async () => {
  const text = await pages.text('/scorecard');
  const barOf = (id: string) =>
    /<svg class="bar"[^]*?<\/svg>/.exec(text.slice(text.indexOf(`id="promise-${id}"`)))?.[0] ?? '';
  expect(barOf('community_officers')).toMatch(/class="bar-done"[^>]*width="320"/);
  const marks = [...barOf('fire_response').matchAll(/class="bar-mark" x="(\d+)"/g)].map(([, x]) => Number(x));
  expect(marks).toEqual([400, 800]);
  expect(barOf('fire_response')).toMatch(/class="bar-done"[^>]*width="407"/);
});

test('asks for the territory and days that were chosen, and says of what the scorecard is', async () => {
  const usual = await shown([]);
  expect(usual.asked).toMatchObject([{ territoryCode: '', firstDay: '', lastDay: '' }]);
  expect(usual.text).toContain('Ukraine · 2026, until 28 November');
  const year = await shown([], '/en/scorecard?territory=UA05000000000010236&from=2025-01&to=2025-12');
  expect(year.asked).toMatchObject([
    { territoryCode: 'UA05000000000010236', firstDay: '2025-01-01', lastDay: '2025-12-31' },
  ]);
  expect(year.text).toContain('<p>Vinnytska oblast · ');
  expect(year.text).toContain('<option value="UA05000000000010236" selected>');
});

test('a period that cannot be shown is refused with its rule, and no service is asked', async () => {
  const asked = await runPages({});
  const response = await asked.get('/en/scorecard?from=2026-05&to=2026-01');
  expect(response.status).toBe(400);
  const text = plain(await response.text());
  expect(text).toContain('<a href="#to">The last month cannot be before the first one.</a>');
  expect(text).toMatch(/<details open>/);
  expect(text).toContain('value="2026-05"');
  expect((await asked.get('/scorecard?territory=UA99')).status).toBe(400);
  await asked.stop();
});

test('the page of a hromada shows its promises after the officer, a handful at once and the rest folded', async () => {
  const rows = Array.from({ length: 8 }, (_, index) => ({
    id: `p${index}`,
    titleEn: `Promise ${index}`,
    unit: 'repairs',
    value: index,
  }));
  const { text, asked } = await shown(rows, `/en/h/${VINNYTSIA}`);
  expect(asked).toMatchObject([{ territoryCode: VINNYTSIA, firstDay: '', lastDay: '' }]);
  const at = (part: string) => text.indexOf(part);
  expect(at('Community police officer')).toBeLessThan(at('<h2>The promises here</h2>'));
  expect(at('<h2>The promises here</h2>')).toBeLessThan(at('<h2>Coverage</h2>'));
  const [seen = '', folded = ''] = text.split('<summary>More figures (2)</summary>');
  expect([seen, folded].map((part) => Object.keys(cardsIn(part)).length)).toEqual([6, 2]);
  expect(text).toContain(`href="/en/scorecard?territory=${VINNYTSIA}"`);
});

test('the page of a hromada shows its officer while statistics cannot say whether promises are kept', async () => {
  const { GetScorecard: _away, ...others } = EMPTY_ANSWERS;
  const running = await runPages(others);
  const text = await running.text(`/en/h/${VINNYTSIA}`);
  expect(text).toContain('Community police officer');
  expect(text).toMatch(/The promises here<\/h2>\s*<p>Temporarily unavailable/);
  await running.stop();
});

test('programs read the same, with how complete it is', async () => {
  const { rows } = JSON.parse(await pages.text('/api/v1/scorecard')) as { rows: { id: string }[] };
  const row = (id: string) => rows.find((each) => each.id === id);
  expect(row('community_officers')).toMatchObject({
    value: 640,
    target: { value: 2_000 },
    due: '2021-12-31',
    verdict: 'late',
    coverage: null,
    outcomes_open: null,
  });
  expect(row('deaths_road')).toMatchObject({
    value: 1_500,
    year_before: 1_700,
    coverage: { completeness: 'complete', covered_percent: 100 },
    outcomes_open: 12,
  });
  expect(row('deaths_total')).toMatchObject({ year_before: null, coverage: { completeness: 'incomplete' } });
  expect(row('officers_on_beats')).toMatchObject({ value: 632, verdict: null });
});

test('names what does not add up, its sources, and reports by category without those of which nothing is known', () => {
  for (const each of [
    'The published total (7,814) does not equal the sum of its parts (7,800)',
    'Parts that are not published: Killed on roads.',
    '<a href="/en/official/patrol-police-deaths-road">Ministry of Internal Affairs</a>.',
    '<span lang="uk">Заява</span>.',
    'Published on 4 November 2021',
  ]) {
    expect(english).toContain(each);
  }
  const rows = [...english.matchAll(/<tr>\s*<th scope="row">([^<]*)<\/th>([^]*?)<\/tr>/g)].map(
    ([, name, cells = '']) => [
      name,
      ...[...cells.matchAll(/<td[^>]*>([^<]*)<\/td>/g)].map(([, cell = '']) => cell.trim()),
    ],
  );
  expect(rows).toEqual([
    ['Fires', '10', '9 min'],
    ['Medical help', 'at least 7', 'not known, or too few cases'],
  ]);
});

test('a verdict of a count waits for its published target', async () => {
  const { cards } = await shown([
    { value: 40, coverage: COMPLETE, verdict: Verdict.REACHED, target: official(Indicator.DEATHS_ROAD, 50) },
  ]);
  expect(cards['Killed on roads']).toMatch(/Reached .*target 50/);
});
