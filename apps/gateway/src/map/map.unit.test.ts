import { brotliCompressSync, constants } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hromadas, oblasts } from '@safe-community/territory';
import { QueryFiguresResponse } from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { Completeness } from '@safe-community/contracts/statistics/v1/coverage.ts';
import { FRONTLINE, OCCUPIED, VINNYTSIA } from '../../test/answers.ts';
import { COUNTRY_ANSWERS } from '../../test/country-answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';
import { LANGUAGES, pathIn } from '../site/module.ts';
import { boundsOf, classOf, MAP_MEASURES, rangeOf, type MapMeasure } from './measure.ts';

let pages: RunningPages;
beforeAll(async () => {
  pages = await runPages(COUNTRY_ANSWERS);
});
afterAll(() => pages.stop());

const LVIV = 'UA46000000000026241';
const UNITS: Readonly<Record<MapMeasure, number>> = {
  coverage: 1_472,
  officers: 1_472,
  response: 1_472,
  incidents: 1_472,
  hromadas: 27,
  cameras: 27,
};

/** Not a line of a texture. */
const AREA = /<path d="M[^"]*z"\/>/g;

function kilobytes(text: string): number {
  // As the server compresses.
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length / 1_000;
}

describe.each(MAP_MEASURES)('the map of %s', (measure) => {
  test('draws every territory once, in at most five classes with a legend, and fits into 110 kB with its table', async () => {
    for (const language of LANGUAGES) {
      const text = await pages.text(pathIn(language, `/map?measure=${measure}`));
      const [svg = ''] = text.match(/<svg role="img"[^]*?<\/svg>/) ?? [];
      expect(svg.match(AREA)).toHaveLength(UNITS[measure]);
      const classes = [...svg.matchAll(/class="(chart-class-\d|chart-no-data)"/g)].map(([, name]) => name);
      expect(new Set(classes).size).toBe(classes.length);
      expect(classes.filter((name) => name !== 'chart-no-data').length).toBeLessThanOrEqual(5);
      expect(classes).toContain('chart-no-data');
      expect(text.match(/<li>\s*<svg aria-hidden="true" class="chart-swatch"/g)?.length).toBeGreaterThanOrEqual(
        classes.length,
      );
      expect(kilobytes(text)).toBeLessThanOrEqual(110);
    }
  });

  test('is an image with a name and a description; its paths have whole numbers and no names', async () => {
    const text = await pages.text(`/map?measure=${measure}`);
    const [svg = ''] = text.match(/<svg role="img"[^]*?<\/svg>/) ?? [];
    expect(svg).toMatch(/aria-labelledby="map-title map-desc"/);
    expect(svg).toMatch(/<title id="map-title">[^<]+: уся Україна<\/title><desc id="map-desc">[^<]+\.<\/desc>/);
    expect(svg).toMatch(/<g aria-hidden="true"/);
    for (const [, d = ''] of svg.matchAll(/<path d="(M[^"]*z)"/g)) expect(d).toMatch(/^[Mlz\d -]+$/);
    expect(text).not.toMatch(/ style=|<script(?! src="[^"]+" defer><)|<style/);
    expect(text).toContain('ОПОРА');
  });
});

test('each oblast fits into 45 kB, with all of its hromadas as links', async () => {
  for (const { code } of oblasts()) {
    const text = await pages.text(`/map?measure=incidents&oblast=${code}&sort=value`);
    expect(kilobytes(text)).toBeLessThanOrEqual(45);
    const inside = hromadas().filter(({ oblastCode }) => oblastCode === code);
    for (const hromada of inside) expect(text).toContain(`href="/h/${hromada.code}"`);
  }
});

test('the front page fits into 40 kB with its map', async () => {
  const text = await pages.text('/');
  expect(text.match(AREA)).toHaveLength(27);
  expect(kilobytes(text)).toBeLessThanOrEqual(40);
});

test('the front page shows its numbers and its search while the services are away', async () => {
  const away = await runPages({});
  const text = await away.text('/');
  expect(text).toContain('href="tel:112"');
  expect(text).toContain('Карта тимчасово недоступна');
  expect((await away.get('/map')).status).toBe(503);
  await away.stop();
});

/** The text of the cell of each place, by its code. */
async function cellsOf(path: string): Promise<ReadonlyMap<string, string>> {
  const texts = [await pages.text(path)];
  const [, parts = '1'] = /Частина 1 із (\d+)/.exec(texts[0] ?? '') ?? [];
  for (let part = 2; part <= Number(parts); part += 1) texts.push(await pages.text(`${path}&part=${part}`));
  return new Map(
    [...texts.join('').matchAll(/href="\/h\/(UA\d{17})">[^]*?<td\s+class="number"[^>]*>([^<]*)<\/td>/g)].map(
      ([, code = '', cell = '']) => [code, cell.trim()],
    ),
  );
}

test('each hromada has its exact number, what is missing is no zero, and what is left out is said', async () => {
  const cells = [...(await cellsOf('/map?measure=incidents')).values()];
  expect(cells).toHaveLength(1_471);
  expect(cells.filter((cell) => cell === 'немає даних').length).toBeGreaterThanOrEqual(Math.ceil((1_471 - 5) / 11));
  const shown = cells.filter((cell) => /^\d[\d\u00a0,]* на 10/.test(cell));
  expect(shown.length).toBeGreaterThan(1_000);
  expect(new Set(shown).size).toBeGreaterThan(50);
  for (const measure of ['incidents', 'response']) {
    expect(await pages.text(`/map?measure=${measure}`)).toContain('Чутливі події вилучено.');
  }
});

test('the table is sorted by plain links, and says how', async () => {
  const byName = await pages.text(`/map?oblast=${LVIV}`);
  expect(byName).toMatch(/<th scope="col" aria-sort="ascending">Громада<\/th>/);
  expect(byName).toContain(`href="/map?measure=coverage&amp;oblast=${LVIV}&amp;sort=value"`);
  const values = [...(await cellsOf(`/map?oblast=${LVIV}&sort=value`)).values()].flatMap((cell) =>
    cell === 'немає даних' ? [] : [Number.parseFloat(cell.replace(',', '.'))],
  );
  expect(values.length).toBeGreaterThan(50);
  expect(values).toEqual(values.toSorted((a, b) => b - a));
});

test('any parameters give a map or say that the address is wrong, and none comes back', async () => {
  // The mark keeps one quote or line end, which every page contains, from passing for a visitor's text.
  const odd = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }).map((text) => `zq${text}`),
    fc.constantFrom(
      '',
      'coverage',
      'incidents',
      'value',
      LVIV,
      'UA',
      '"><script>zq',
      '__proto__',
      'constructor',
      '%0d%0aX: y',
    ),
  );
  await fc.assert(
    fc.asyncProperty(odd, odd, odd, async (measure, oblast, sort) => {
      const query = new URLSearchParams({ measure, oblast, sort });
      const response = await pages.get(`/map?${query.toString()}`);
      expect([200, 400]).toContain(response.status);
      const text = await response.text();
      for (const value of [measure, oblast, sort]) {
        if (value.includes('zq')) expect(text).not.toContain(value);
      }
      expect(response.headers.get('x')).toBeNull();
    }),
    { numRuns: 60 },
  );
});

const anyFigures = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }));

test('every value has one of at most five classes, whose bounds rise and are no value of a place', () => {
  fc.assert(
    fc.property(anyFigures, (all) => {
      const bounds = boundsOf(all);
      expect(bounds.length).toBeGreaterThan(0);
      expect(bounds.length).toBeLessThan(5);
      expect(bounds).toEqual([...new Set(bounds)].toSorted((a, b) => a - b));
      for (const value of all) {
        const { above = -1, to = Number.POSITIVE_INFINITY } = rangeOf(classOf(value, bounds), bounds);
        expect(value).toBeGreaterThan(above);
        expect(value).toBeLessThanOrEqual(to);
      }
    }),
  );
});

test('the classes divide what is there: values that are near each other do not look alike, and no class is empty', () => {
  const shares = Array.from({ length: 24 }, (_, index) => 26 + index / 6);
  expect(boundsOf([])).toEqual([0]);
  expect(countsOf(shares, boundsOf(shares))).toHaveLength(4);
  expect(Math.max(...countsOf(shares, boundsOf(shares)))).toBeLessThanOrEqual(10);
  const some = [0, 0, ...shares];
  expect(countsOf(some, boundsOf(some))[0]).toBe(2);
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 }), (all) => {
      const bounds = boundsOf(all);
      if (bounds.length > 1) expect(countsOf(all, bounds)).not.toContain(0);
    }),
  );
});

function countsOf(values: readonly number[], bounds: readonly number[]): number[] {
  return Array.from({ length: bounds.length + 1 }, (_, index) => {
    return values.filter((value) => classOf(value, bounds) === index).length;
  });
}

test('what is occupied has its own look and words instead of a figure; the front has a warning beside it', async () => {
  for (const [code, words, isOccupied] of [
    [OCCUPIED, 'тимчасово окупована територія щонайменше з 17 липня 2020 р.', true],
    [FRONTLINE, ', прифронтова територія щонайменше з 27 квітня 2022 р.', false],
  ] as const) {
    const { oblastCode = '' } = hromadas().find((hromada) => hromada.code === code) ?? {};
    const text = await pages.text(`/map?oblast=${oblastCode}`);
    const cell = (await cellsOf(`/map?oblast=${oblastCode}`)).get(code)?.replaceAll('\u00a0', ' ');
    expect(cell).toMatch(new RegExp(`^${isOccupied ? '' : '.+'}${words}$`));
    expect(text.match(/class="chart-occupied"/g)?.length ?? 0).toBe(isOccupied ? 1 : 0);
    expect(text.includes('тимчасово окупована територія: 1')).toBe(isOccupied);
    expect(text.includes('Показники прифронтових територій не можна порівнювати')).toBe(!isOccupied);
  }
  expect(await pages.text('/map?measure=cameras')).toContain('тимчасово окупована територія: 1');
});

test('a lower bound is marked on the map, in the legend, and in the table', async () => {
  const incomplete = await runPages({
    ...COUNTRY_ANSWERS,
    QueryFigures: () =>
      QueryFiguresResponse.fromPartial({
        figures: [
          { territoryCode: VINNYTSIA, value: 600, base: 50, coverage: { completeness: Completeness.INCOMPLETE } },
          { territoryCode: FRONTLINE, value: 900, base: 50, coverage: { completeness: Completeness.COMPLETE } },
        ],
      }),
  });
  const text = await incomplete.text('/map?measure=response&oblast=UA05000000000010236');
  expect(text).toMatch(/<g class="chart-incomplete"[^>]*><path [^>]*\/><\/g>/);
  expect(text).toContain('неповні дані: 1');
  expect(text.replaceAll('\u00a0', ' ')).toContain('>10 хв, неповні дані</td>');
  await incomplete.stop();
});

test('a list has at most a hundred rows; its parts follow each other and leave nothing out', async () => {
  const first = await pages.text('/map?sort=value');
  expect(first.match(/<th scope="row">/g)).toHaveLength(100);
  expect(first).toContain('href="/map?measure=coverage&amp;sort=value&amp;part=2"');
  const last = await pages.text('/map?sort=value&part=15');
  expect(last.match(/<th scope="row">/g)).toHaveLength(71);
  expect(last).not.toContain('part=16');
  for (const part of ['16', '0', '01', 'x', '100']) expect((await pages.get(`/map?part=${part}`)).status).toBe(400);
});
