import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testFolder } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { runSystem, type RunningSystem } from '../../test/running-system.ts';

let system: RunningSystem;
beforeAll(async () => {
  system = await runSystem(['statistics']);
});
afterAll(() => system.stop());
beforeEach(() => system.sql('statistics', 'truncate official_series, official_figure, former_figure'));

const SERIES =
  'indicator,name_uk,name_en,publisher_uk,publisher_en,definition_uk,definition_en,unit,licence_uk,licence_en,differs_uk,differs_en';
const HEADING = `series,${SERIES},period_start,period_end,value,qualifier,published,title,sentence,link`;
const DESCRIBED = 'Назва,Name,Поліція,"Police, press office",Визначення,Definition,people,Вільно,Free,,';
/** The id of a series with its description. */
const series = (indicator: string, described = DESCRIBED) =>
  `police-${indicator.replaceAll('_', '-')},${indicator},${described}`;
const SOURCE = 'Annual report';
const SENTENCE = 'За рік на дорогах загинуло 1234 людини, з них 56 дітей, повідомили у відомстві';
/** Of a total, besides roads. */
const PARTS = ['deaths_fire', 'deaths_water', 'deaths_not_itemised'];
const LINK = 'https://example.org/1';
const YEAR = '2019-01-01,2019-12-31';

const folder = testFolder('official');
function fileOf(name: string, ...lines: string[]): string {
  const file = join(folder, name);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

const official = (...options: string[]) => system.hromada('official', ...options);
const importing = (file: string, ...options: string[]) => system.hromada('import', 'official', file, ...options);
const stored = () => system.sql('statistics', 'select series_id, value::int from official_figure order by 1');

test('imports figures with their sources, the file of the list as well, and nothing twice', async () => {
  const file = fileOf(
    'figures.csv',
    HEADING,
    `${series('deaths_road')},${YEAR},1234,exact,2020-01-20,${SOURCE},"${SENTENCE}",${LINK}`,
    `${series('deaths_road')},${YEAR},1230,about,2020-01-10,${SOURCE},,`,
    `${series('deaths_total')},${YEAR},3000,exact,2020-01-20,${SOURCE},,`,
    ...PARTS.map((part) => `${series(part)},${YEAR},10,exact,2020-01-20,${SOURCE},,`),
  );
  expect((await importing(file, '--check')).stdout).toBe('6 rows read: all can be sent\n');
  expect(await stored()).toEqual([]);
  expect((await importing(file)).stdout.split('\n')).toEqual([
    '6 rows read: 5 added, 0 revised, 1 earlier, 0 already known',
    'The published total of 01.01.2019–31.12.2019 is 3,000, its parts add up to 1,264: both are as published.',
    '',
  ]);
  expect(JSON.parse((await importing(file, '--json')).stdout)).toEqual({
    rows: 6,
    skipped: 0,
    added: 0,
    revised: 0,
    earlier: 0,
    unchanged: 6,
    refused: 0,
    refusedRows: [],
    differences: [expect.objectContaining({ total: 3000, sum: 1264 })],
  });
  const { stdout: listed } = await official('--csv');
  const [heading, ...lines] = listed.trim().split('\n');
  expect(heading).toBe(
    `series,${SERIES},kind,period_start,period_end,value,qualifier,published,replaces,title,sentence,note_uk,note_en,link,counts,imported,sum_of_parts,missing_parts`,
  );
  const row = (cells: string): unknown => expect.stringMatching(new RegExp(`^${cells}$`));
  expect(lines).toHaveLength(6);
  expect(lines.filter((line) => /_(road|total),/.test(line))).toEqual([
    row(
      `${series('deaths_road')},observed,${YEAR},1234,exact,2020-01-20,,${SOURCE},"${SENTENCE}",,,${LINK},true,20..-.*Z,,`,
    ),
    row(`${series('deaths_road')},observed,${YEAR},1230,about,2020-01-10,,${SOURCE},,,,,false,20..-.*Z,,`),
    row(`${series('deaths_total')},observed,${YEAR},3000,exact,2020-01-20,,${SOURCE},,,,,true,20..-.*Z,1264,`),
  ]);
  expect((await importing(fileOf('listed.csv', listed.trim()))).stdout).toContain('6 already known');
  // Beside the source, the table shows how its sentence begins.
  expect((await official('police-deaths-road')).stdout).toMatch(
    / https:\/\/example\.org\/1  За рік на дорогах загинуло 1234 людини, з них 56 дітей…/,
  );
});

test('a text that begins like a formula is no formula in the list, and is read as it was', async () => {
  const file = fileOf('formula.csv', HEADING, `${series('deaths_road')},${YEAR},7,exact,2020-01-20,-1 % of 2018,=A1,`);
  expect((await importing(file)).stdout).toContain('1 added');
  const { stdout } = await official('--csv');
  expect(stdout).toContain("2020-01-20,,'-1 % of 2018,'=A1,,,,");
  expect((await importing(fileOf('listed.csv', stdout.trim()))).stdout).toContain('1 already known');
});

test('no cell of a file and no column of it begins another line of the output', async () => {
  const forged = '"x\nline 9 rejected: forged\u001b[2K\u202e"';
  const file = fileOf('forged.csv', HEADING, `x,${forged},${DESCRIBED},${YEAR},5,exact,2020-01-20,${SOURCE},,`);
  const { stdout } = await importing(file);
  expect(stdout).toContain(String.raw`indicator “x\u000aline 9 rejected: forged\u001b[2K\u202e” must be one of`);
  expect(stdout.trim().split('\n')).toHaveLength(1);
  const { stderr } = await importing(fileOf('forged-heading.csv', `${HEADING},${forged}`));
  expect(stderr).toContain(String.raw`The header has the column “x\u000aline 9 rejected`);
  expect(stderr).not.toContain('\u202e');
});

test('reads all pages', async () => {
  const days = Array.from({ length: 501 }, (_, index) => new Date(Date.UTC(2010, 0, 1 + index)));
  const rows = days
    .map((day) => day.toISOString().slice(0, 10))
    .map((day) => `${series('hromadas')},${day},${day},9,exact,${day}`);
  for (const half of [rows.slice(0, 251), rows.slice(251)]) {
    const file = fileOf('days.csv', HEADING, ...half.map((row) => `${row},${SOURCE},,`));
    expect((await importing(file)).stdout).toContain(`${half.length} added`);
  }
  const { stdout } = await official('police-hromadas', '--csv');
  expect(stdout.trim().split('\n')).toHaveLength(502);
});

test('names each malformed row by line, field, and rule, and imports nothing', async () => {
  const good = `${series('deaths_fire')},${YEAR},5,exact,2020-01-20,${SOURCE},,`;
  const unreadable = fileOf(
    'unreadable.csv',
    HEADING,
    good,
    `${series('deaths_air')},${YEAR},5,exact,2020-01-20,${SOURCE},,`,
    `${series('deaths_water')},2019-02-30,31.12.2019,"3,541",over,,${SOURCE},,`,
    'police-deaths-water,deaths_water',
  );
  const read = await importing(unreadable);
  expect(read.stdout.split('\n')).toEqual([
    expect.stringMatching(/^line 3 rejected: indicator “deaths_air” must be one of deaths_road, deaths_fire, /),
    'line 4 rejected: period_start “2019-02-30” must be a day like yyyy-mm-dd; ' +
      'period_end “31.12.2019” must be a day like yyyy-mm-dd; value “3,541” must be a number like 3554 or 70.5; ' +
      'qualifier “over” must be one of exact, more_than, about, preliminary; published “” must be a day like yyyy-mm-dd',
    'line 5 rejected: the row has 2 columns, the header 21: is it truncated?',
    '',
  ]);
  const reason = '4 rows read\n3 of 4 rows rejected: nothing was imported.\n';
  expect(read).toMatchObject({ exitCode: 1, stderr: reason });
  expect((await importing(unreadable, '--check')).exitCode).toBe(1);
  const invalid = fileOf(
    'invalid.csv',
    HEADING,
    good,
    `${series('trust_percent', DESCRIBED.replace('people', 'per cent'))},${YEAR},140,exact,2020-01-20,${SOURCE},,example.org`,
    `${series('deaths_fire')},${YEAR},6,exact,2020-01-20,${SOURCE},,`,
  );
  const sent = await importing(invalid, '--json');
  expect(JSON.parse(sent.stdout)).toEqual({
    rows: 3,
    skipped: 0,
    refused: 1,
    refusedRows: [
      {
        line: 3,
        reasons: [
          'value must be 0 to 100 per cent',
          'link must be empty or an https or http address of at most 200 characters',
        ],
      },
    ],
  });
  expect(sent.exitCode).toBe(1);
  const twice = await importing(fileOf('twice.csv', HEADING, good, good));
  expect(twice.stdout).toBe('line 3 rejected: must not state again what line 2 states\n');
  const early = fileOf('early.csv', HEADING, good, `${series('deaths_fire')},${YEAR},6,exact,2099-01-20,${SOURCE},,`);
  expect((await importing(early)).stdout).toBe('line 3 rejected: published must not be in the future\n');
  expect(await stored()).toEqual([]);
});

test('a mapping names other columns; a mistyped column is named', async () => {
  const mapping = join(folder, 'mapping.json');
  const columns = {
    series: 'Показник',
    indicator: 'Показник',
    period_start: 'З',
    period_end: 'По',
    value: 'Число',
    published: 'День',
  };
  const constants = {
    qualifier: 'exact',
    title: 'Звіт',
    unit: 'people',
    name_uk: 'Назва',
    name_en: 'Name',
    publisher_uk: 'ДСНС',
    publisher_en: 'SES',
    definition_uk: 'Усі',
    definition_en: 'All',
    licence_uk: 'Вільно',
    licence_en: 'Free',
  };
  const water = 'Загинуло на воді';
  const values = { series: { [water]: 'ses-deaths-water' }, indicator: { [water]: 'deaths_water' } };
  writeFileSync(
    mapping,
    JSON.stringify({ format: { delimiter: ';' }, days: 'dd.mm.yyyy', columns, constants, values }),
  );
  const file = fileOf('other.csv', 'Показник;З;По;Число;День', 'Загинуло на воді;01.01.2019;31.12.2019;77;20.01.2020');
  expect((await importing(file, '--mapping', mapping)).stdout).toContain('1 rows read: 1 added');
  expect((await importing(fileOf('typo.csv', `${HEADING},sentense`))).stderr).toMatch(
    /^The header has the column “sentense”; it may have series, period_start, /,
  );
  expect((await importing(fileOf('short.csv', 'series,value'))).stderr).toMatch(
    /^The header has no column “period_start”, “period_end”, “qualifier”, .*; it has series, value\.\n$/,
  );
  expect((await importing(fileOf('no-rows.csv', HEADING))).stderr).toContain('no-rows.csv has no row to import.');
});

test('the figures that come with the system are imported without a file, and listed by series with a chart', async () => {
  const imported = await system.hromada('import', 'official');
  expect(imported).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^\d+ rows read: \d+ added, /) });
  expect((await system.hromada('import', 'official')).stdout).toMatch(/: 0 added, 0 revised, 0 earlier, /);
  const { stdout: list } = await official();
  expect(list).toMatch(/^patrol-police-deaths-road +3,249  2025/m);
  const { stdout: chart } = await system.hromadaAs(
    { COLUMNS: '80' },
    'official',
    'patrol-police-deaths-road',
    '--chart',
  );
  expect(chart).toMatch(/^2025 █+.* 3,249$/m);
  expect(chart).toMatch(/2020: 3,541; Ministry of Internal Affairs of Ukraine – 3,554/);
  expect(chart).toContain('Nobody says');
  expect(chart.split('\n').filter((line) => line.length > 80)).toEqual([]);
  const { stdout: fires } = await official('statistics-office-deaths-fire', '--chart', '--language', 'uk');
  expect(fires).toContain('Держстат рахує причини смерті');
  expect((await official('--chart')).exitCode).toBe(2);
});
