import { stripVTControlCharacters } from 'node:util';
import { Completeness } from '@safe-community/contracts/statistics/v1/coverage.ts';
import { InstallationKind } from '@safe-community/contracts/installation/v1/installation.ts';
import { Scorecard } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { afterEach, expect, test, vi } from 'vitest';
import { CARD, lines, linesOf, only } from '../../test/example-scorecard.ts';
import { chooseLanguage, LANGUAGES } from '../terminal/language.ts';
import { paintFor } from '../terminal/paint.ts';

afterEach(() => {
  chooseLanguage('en');
  vi.unstubAllEnvs();
});

test('names the territory and the days, and a demonstration at the right end', () => {
  expect(lines()[0]).toBe('Safe Community · Ukraine · 2026, until 1 December');
  const [head = ''] = lines(CARD, { installation: InstallationKind.DEMONSTRATION });
  expect(head).toMatch(/^Safe Community · Ukraine · 2026, until 1 December +DEMONSTRATION$/);
  expect(head).toHaveLength(80);
  const ofMarch = { ...CARD, territoryCode: 'UA05000000000010236', firstDay: '2026-03-01', lastDay: '2026-03-31' };
  expect(lines({ ...ofMarch, countedUntil: '2026-03-31', knownOn: '2026-05-02' })[0]).toBe(
    'Safe Community · Вінницька oblast · 01.03–31.03.2026, as known on 02.05.2026',
  );
});

test.each(LANGUAGES)('in %s, no line is wider than 80 columns, and no word is cut', (language) => {
  chooseLanguage(language);
  for (const shows of ['known', 'all', 'sources'] as const) {
    const all = lines(CARD, { shows, installation: InstallationKind.DEMONSTRATION });
    expect(all.filter((line) => [...line].length > 80)).toEqual([]);
    expect(all.join('\n')).not.toContain('…');
  }
});

test('shows each group once, in the order of the rows', () => {
  const headings = lines().filter((line) => /^[A-Z ]+$/.test(line) && line !== '');
  expect(headings).toEqual(['LIVES', 'ON TIME', 'NEAR', 'STREETS', 'PROTECTION']);
  expect(only({ group: 'of_later', value: 1 })).toContain('OF_LATER');
});

test('what is not known is no zero: it is counted, and --all says which and why', () => {
  const text = lines().join('\n');
  expect(text).toContain('\nNOT MEASURED YET (2): hromada scorecard --all says which and why\n');
  expect(text).not.toMatch(/Questions|Overdue visits|Gas/);
  expect(text).toMatch(/Defenders killed \(counted +0\n/);
  const all = lines(CARD, { shows: 'all' }).join('\n').replaceAll('\n  ', '\n');
  expect(all).toContain('NOT MEASURED YET (2)\nOverdue visits to victims, released: nothing has been published');
  expect(all).toContain('\nQuestions of residents answered in time: nothing was counted here in these\ndays\n');
  expect(only({ value: 0 }).join('\n')).not.toContain('NOT MEASURED YET');
});

test('--all says what a row rests on, and what a rule is worth', () => {
  const all = lines(CARD, { shows: 'all' }).map((line) => line.trim());
  for (const line of [
    '01.01–01.12.2025: 61, 01.01–01.12.2020: 84, fewer than in 2025',
    'forecast 45 (36–57, following last year’s seasons)',
    'A sentence about roads.',
    'Without school safety.',
    '≤ 10 min (urban), status not stated, 2000-01-01, not confirmed',
    '≤ 10 days, recommended, 2000-01-01, not confirmed',
  ]) {
    expect(all).toContain(line);
    expect(lines().join('\n')).not.toContain(line);
  }
  expect(all).not.toContain('Українське речення про дороги.');
});

test('--sources names what each source has published, and by how much a total differs from its parts', () => {
  const sources = lines(CARD, { shows: 'sources' });
  expect(sources.join(' ')).toContain('Patrol Police of Ukraine: За 2020 рік в Україні сталося 168 тис. ДТП');
  expect(sources.join(' ')).toContain('(published 04.11.2021)   Killed in fires: 1,728');
  for (const line of [
    '  Community officers in post: goal 2,000 by 31.12.2022',
    '  Community officers in post: goal 1,000 by 31.12.2021',
    '  Trust in the officers: over 70 % in 2021',
    '  Trust in the officers: goal over 70 %',
  ])
    expect(sources).toContain(line);
  expect(sources.slice(-2).join(' ')).toBe(
    'The published total of 01.01.2020–31.12.2020 is 7,814, its parts add up to 7,801: both are as published. Not published: Not itemised.',
  );
  expect(lines({ ...CARD, rows: [] }, { shows: 'sources' }).at(-1)).toBe('There are no official figures.');
});

test('shows incidents as shares of all, with the median and of how many it is', () => {
  const all = lines();
  const at = all.findIndex((line) => line.startsWith('INCIDENTS'));
  expect(all.slice(at, at + 3)).toEqual([
    'INCIDENTS (1,546), MEDIAN RESPONSE',
    '  Medical                       1,306            ████████░░ 14 min (of 1,228)',
    '  Fire                          240              ██░░░░░░░░',
  ]);
});

test('incidents of which not everybody reports are at least so many, and those that nobody reports are left out', () => {
  const [medical, fire] = CARD.incidents;
  const incomplete = { completeness: Completeness.INCOMPLETE, coveredPercent: 37 };
  const unknown = { completeness: Completeness.UNKNOWN, coveredPercent: 0 };
  const incidents = [medical, fire].flatMap((each, index) =>
    each === undefined ? [] : [{ ...each, coverage: index === 0 ? incomplete : unknown }],
  );
  const all = lines({ ...CARD, rows: [], incidents });
  expect(all.slice(2, 4)).toEqual([
    'INCIDENTS (at least 1,306), MEDIAN RESPONSE',
    '  Medical                       at least 1,306   ██████████ 14 min (of 1,228)',
  ]);
  expect(all.join('\n')).not.toContain('Fire');
});

test('--all says of what nobody reports that nobody does, and of an earlier lower bound that it is one', () => {
  const [road] = CARD.rows;
  if (road === undefined) expect.fail();
  const [before, ...more] = road.baselines;
  if (before === undefined) expect.fail();
  const incomplete = { completeness: Completeness.INCOMPLETE, coveredPercent: 37 };
  const rows = [
    { ...road, baselines: [{ ...before, coverage: incomplete }, ...more] },
    {
      ...road,
      titleEn: 'Gas',
      value: 0,
      baselines: [],
      coverage: { completeness: Completeness.UNKNOWN, coveredPercent: 0 },
    },
  ];
  const all = lines({ ...CARD, rows }, { shows: 'all' }).join('\n');
  expect(all).toContain('01.01–01.12.2025: at least 61');
  expect(all).toContain('Gas: nobody reports it yet');
});

test('ends with where the sources are, and up to which event it is counted', () => {
  expect(lines().slice(-2)).toEqual([
    'Sources: hromada scorecard --sources · counted until event: officers 2,783,',
    'incidents 8,925, cameras 3,402',
  ]);
  const empty = lines(Scorecard.fromPartial({ ...CARD, rows: [], incidents: [], progress: [] }));
  expect(empty.slice(1)).toEqual(['', 'Sources: hromada scorecard --sources · nothing has been counted yet']);
});

test('in Ukrainian, it is Ukrainian throughout', () => {
  chooseLanguage('uk');
  const all = lines(CARD, { shows: 'all', installation: InstallationKind.DEMONSTRATION });
  expect(all[0]).toMatch(/^Безпечна громада · Україна · 2026, до 1 грудня +ДЕМОНСТРАЦІЯ$/);
  const words = all.join('\n').match(/[a-z]{2,}/gi);
  expect(new Set(words)).toEqual(new Set(['hromada', 'scorecard', 'sources', 'officers', 'incidents', 'cameras']));
  expect(linesOf('Офіцери громад', 2, all)[0]).toMatch(/ 632 із 2\s000 +███░{7} відстає, строк/);
  expect(lines()).toContain('ЩЕ НЕ ВИМІРЮЄТЬСЯ (2): hromada scorecard --all покаже, що саме й чому');
});

test('colours nothing but what a terminal shows to somebody who wants them', () => {
  const painted = (output: { isTTY?: boolean }) => lines(CARD, { paint: paintFor(output) }).join('\n');
  const plain = lines().join('\n');
  expect(painted({ isTTY: true })).toContain('\u001b[31mlate, due 31.12.2022\u001b[39m');
  expect(stripVTControlCharacters(painted({ isTTY: true }))).toBe(plain);
  expect(painted({})).toBe(plain);
  vi.stubEnv('NO_COLOR', '1');
  expect(painted({ isTTY: true })).toBe(plain);
});

test('a title stays on its lines and does not act on the terminal', () => {
  const text = only({ titleEn: 'x\nNEAR\u001b[2K', value: 1 }).join('\n');
  expect(text).toContain(String.raw`  x\u000aNEAR\u001b[2K`);
});
