import { brotliCompressSync, constants } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hromadas, oblasts } from '@safe-community/territory';
import { COUNTRY_ANSWERS, someNumber } from '../../test/country-answers.ts';
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
  const text = await pages.text(path);
  return new Map(
    [...text.matchAll(/href="\/h\/(UA\d{17})">[^]*?<td\s+class="number"[^>]*>([^<]*)<\/td>/g)].map(
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

test('where the programme does not apply, no incidents are no zero', async () => {
  const cells = await cellsOf('/map?measure=incidents');
  const none = hromadas().flatMap(({ code }, index) =>
    index % 11 !== 5 && someNumber(index, 2_500) % 35 === 0 ? [{ code, isEligible: index % 13 !== 3 }] : [],
  );
  expect(new Set(none.map(({ isEligible }) => isEligible)).size).toBe(2);
  for (const { code, isEligible } of none) {
    expect(cells.get(code)?.replaceAll('\u00a0', ' ')).toBe(isEligible ? '0 на 10 000' : 'немає даних');
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
    fc.property(fc.constantFrom(...MAP_MEASURES), anyFigures, (measure, all) => {
      const bounds = boundsOf(measure, new Map(all.map((figure, index) => [String(index), figure])));
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
