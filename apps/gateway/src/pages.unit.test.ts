import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { QueryFiguresResponse } from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { Completeness } from '@safe-community/contracts/statistics/v1/coverage.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADDRESSES } from '../test/addresses.ts';
import { ANSWERS, EMPTY_ANSWERS, VINNYTSIA } from '../test/answers.ts';
import { runPages, SEAL, type RunningPages } from '../test/running-pages.ts';
import { pagesOf } from './service.ts';
import { DRAFT_SCRIPT_PATH, LANGUAGES, pathIn, SCRIPT_PATH, textsOf, type Language } from './site/module.ts';

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

test('an address of every page is tried', () => {
  const none = async () => {
    throw new Error('no service is called');
  };
  const all = pagesOf(
    {
      installation: 'real' as const,
      officers: none,
      incidents: none,
      cameras: none,
      statistics: none,
      close: () => undefined,
    },
    SEAL,
  ).map(({ path }) => path);
  expect(Object.keys(ADDRESSES).toSorted()).toEqual(all.toSorted());
});

const EVERY = LANGUAGES.flatMap((language) =>
  Object.values(ADDRESSES)
    .flat()
    .map((path) => [pathIn(language, path), language] as const),
);

describe.each(EVERY)('%s', (path, language) => {
  test('can be used by everyone: language, headings, names of fields and tables, without scripts', async () => {
    expect.hasAssertions();
    for (const running of [pages, empty]) expectUsable(await running.text(path), language);
  });

  test('links only to pages that are there, in the same language or to itself in the other one', async () => {
    const text = await pages.text(path);
    const links = [...text.matchAll(/(?:href|action)="([^"]*)"/g)].map(([, link = '']) => link);
    // Nothing but the source of what is said, and where a page is left to, is elsewhere.
    const sources = [
      ...text.matchAll(/<a href="(https?:[^"]*)" rel="(?:external noreferrer"|noreferrer" data-leave)>/g),
    ].map(([, link]) => link);
    for (const link of new Set(links.filter((each) => !/^(tel:|mailto:|#)/.test(each) && !sources.includes(each)))) {
      expect(link).toMatch(/^\/(?!\/)/);
      expect([link, (await pages.get(link.replaceAll('&amp;', '&'))).status]).toEqual([link, 200]);
    }
  });
});

const SCRIPT_PATHS: readonly string[] = [SCRIPT_PATH, DRAFT_SCRIPT_PATH];

/** The rules of the accessibility statement that a text can show. */
function expectUsable(text: string, language: Language): void {
  expect(text).toContain(`<html lang="${language}">`);
  expect(text).toContain('<meta name="viewport" content="width=device-width, initial-scale=1"');
  expect(text).toMatch(/<title>(?:Безпечна громада|Safe Community|[^<]+ – [^<]+)<\/title>/);
  expect(text.match(/<h1>/g)).toHaveLength(1);
  const levels = [...text.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level));
  for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
  expect(text.indexOf('class="skip" href="#main"')).toBeLessThan(text.indexOf('<header>'));
  expect(text).toContain('<main id="main"');
  const fields = [...text.matchAll(/<(?:input|textarea)(?=[\s>])[^>]*>/g)].map(([field]) => field);
  for (const field of fields.filter((each) => !each.includes('type="hidden"'))) {
    const [, id = ''] = / id="([^"]*)"/.exec(field) ?? [];
    expect(text).toContain(`<label for="${id}">`);
  }
  for (const [fieldset] of text.matchAll(/<fieldset[^]*?<\/fieldset>/g)) expect(fieldset).toMatch(/<legend>[^<]+</);
  for (const [table] of text.matchAll(/<table>[^]*?<\/table>/g)) {
    expect(table).toMatch(/^<table>\s*<caption>[^<]+<\/caption>/);
    for (const [cell] of table.matchAll(/<th(?: [^>]*)?>/g)) expect(cell).toMatch(/scope="(col|row)"/);
  }
  const withoutScript = text.replaceAll(/<script src="([^"]*)" defer><\/script>/g, (tag, path) =>
    SCRIPT_PATHS.includes(path) ? '' : tag,
  );
  expect(withoutScript).not.toMatch(/<script| style=| on[a-z]+=|javascript:|<img|<iframe/i);
  // What a form carries is sealed: random letters.
  expect(text.replaceAll(/value="[^"]*"/g, '')).not.toMatch(/undefined|NaN|\[object/);
  // A date in Ukrainian ends in a full stop of its own.
  expect(text.replaceAll(/<[^>]*>/g, '')).not.toMatch(/[^.]\.\.(?!\.)/);
  const ids = [...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
}

test('the front page shows the emergency numbers before anything else', async () => {
  const text = await pages.text('/');
  expect(text.indexOf('href="tel:112"')).toBeLessThan(text.indexOf('<form'));
  for (const number of ['101', '102', '103', '104', '112']) expect(text).toContain(`href="tel:${number}"`);
});

test('the officer of the only hromada that matches is shown, with phone, hours, and languages', async () => {
  const text = await pages.text('/officer?place=Вінницька');
  for (const shown of ['Вінницька громада', 'Іван Громадський', 'tel:+380670000001', 'понеділок, 09:00–12:00']) {
    expect(text).toContain(shown);
  }
  expect(text).toContain('кримськотатарська');
  expect(await pages.text('/en/officer?place=Vinnytska')).toContain('Vinnytska hromada');
  expect(await empty.text('/officer?place=Вінницька')).toContain('tel:+380432000000');
});

test('several hromadas of one name are listed with raion and oblast', async () => {
  const text = await pages.text('/officer?place=Миколаївська');
  expect(text).toContain(textsOf('uk').officer.several);
  expect(text.match(/href="\/officer\?place=UA\d{17}"/g)?.length).toBeGreaterThan(1);
});

test('a hromada shows its coverage, its exact numbers, and what these leave out', async () => {
  const text = await pages.text(`/h/${VINNYTSIA}`);
  expect(text).toContain('Дільниць із офіцером: 12 з 60.');
  expect(text).toMatch(/Пожежі<\/th>\s*<td class="number" data-label="Подій">1\s234<\/td>/);
  expect(text).toContain('>3</td>');
  expect(text).toContain('Чутливі події вилучено.');
  const kyiv = await pages.text('/h/UA80000000000093317');
  expect(kyiv).toContain('<h1>Київ</h1>');
  expect(kyiv).toContain('<a href="/h/UA32060050000030591">');
  expect(await pages.text('/en/h/UA80000000000093317')).toContain('CC BY 4.0');
});

test('a number of a hromada of which not everybody reports is "at least", and nothing is not zero', async () => {
  const coverage = { completeness: Completeness.INCOMPLETE, coveredPercent: 37 };
  const figures = [{ category: IncidentCategory.FIRE, value: 8, coverage }];
  const running = await runPages({ ...ANSWERS, QueryFigures: () => QueryFiguresResponse.fromPartial({ figures }) });
  expect(await running.text(`/h/${VINNYTSIA}`)).toMatch(/Пожежі<\/th>\s*<td [^>]*>щонайменше 8<\/td>/);
  await running.stop();
  expect(await empty.text(`/h/${VINNYTSIA}`)).toContain('або подій не було, або про них ніхто не повідомляє');
});

test('open data defines what is counted of sensitive categories, without a download', async () => {
  const text = await pages.text('/data');
  const [, row = ''] = /<tr id="sensitive-visits_done">([^]*?)<\/tr>/.exec(text) ?? [];
  expect(row).toContain('Здійснені повторні відвідування');
  expect(text).toMatch(/data-label="Одиниця">подій<\/td>/);
  expect(row).toMatch(/відвідувань<\/td>[^]*Оприлюднюється, якщо число не замале\./);
  expect(row).not.toContain('href');
});

test('every page of a demonstration says once that it is one, and none of a real installation does', async () => {
  const real = await runPages(ANSWERS, { installation: 'real' });
  for (const path of ['/', '/scorecard', '/officer?place=Вінницька', '/map', '/compare', '/report', '/nowhere']) {
    for (const [language, prefix] of [
      ['uk', ''],
      ['en', '/en'],
    ] as const) {
      const { demonstration } = textsOf(language);
      const shown = await (await pages.get(`${prefix}${path}`)).text();
      expect({ path, times: shown.split(demonstration).length - 1 }).toEqual({ path, times: 1 });
      expect(await (await real.get(`${prefix}${path}`)).text()).not.toContain(demonstration);
    }
  }
  await real.stop();
});

test('answers for programs name the kind of installation', async () => {
  const real = await runPages(ANSWERS, { installation: 'real' });
  const paths = ['scorecard', 'compare', 'coverage', `hromadas/${VINNYTSIA}`, 'figures?measure=incidents'];
  for (const path of paths) {
    const [invented, known] = await Promise.all([pages, real].map((each) => each.text(`/api/v1/${path}`)));
    expect(JSON.parse(invented ?? '')).toMatchObject({ provenance: { installation: 'demonstration' } });
    expect(JSON.parse(known ?? '')).toMatchObject({ provenance: { installation: 'real' } });
  }
  expect(await pages.text('/api/v1/coverage.csv')).toContain('people, cameras, and incidents are invented');
  expect(await real.text('/api/v1/coverage.csv')).not.toContain('invented');
  await real.stop();
});

test.each(['/contact', '/track', `/officer?place=${VINNYTSIA}`, `/h/${VINNYTSIA}`])(
  '%s leads to a request for footage and to a complaint',
  async (path) => {
    for (const language of LANGUAGES) {
      const text = await pages.text(pathIn(language, path));
      const main = text.slice(text.indexOf('<main'), text.indexOf('<footer'));
      for (const to of ['/footage', '/complaint']) expect(main).toContain(`href="${pathIn(language, to)}"`);
    }
  },
);
