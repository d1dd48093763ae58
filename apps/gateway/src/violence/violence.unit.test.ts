import { readFileSync } from 'node:fs';
import { CategoryPolicy } from '@safe-community/contracts/incidents/v1/catalogue.ts';
import { ListCategoriesResponse } from '@safe-community/contracts/incidents/v1/catalogue_service.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { RuleStatus } from '@safe-community/contracts/incidents/v1/law.ts';
import { visit } from '@safe-community/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADDRESSES } from '../../test/addresses.ts';
import { ANSWERS } from '../../test/answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';
import { LANGUAGES, pathIn, textsOf } from '../site/module.ts';
import { holdsOn } from './dated.ts';
import { HELPLINES } from './helplines.ts';
import { VIOLENCE_TEXTS } from './violence.texts.ts';

const KEPT = CategoryPolicy.fromPartial({
  category: IncidentCategory.DOMESTIC_VIOLENCE,
  nameUk: 'Домашнє насильство',
  nameEn: 'Domestic violence',
  retentionDays: 1_826,
  retentionBasis: { source: 'Акт № 1', status: RuleStatus.UNCONFIRMED, validFrom: '2000-01-01' },
});
const WITH_TERM = { ...ANSWERS, ListCategories: () => ListCategoriesResponse.fromPartial({ categories: [KEPT] }) };
/** What tells what the page is about. */
const TELLING = /насил|violence|abuse|кривдник|offender|притул|shelter|102|1547/i;

let pages: RunningPages;
beforeAll(async () => {
  pages = await runPages(WITH_TERM, { origin: 'https://gromada.example', installation: 'real' });
});
afterAll(() => pages.stop());

const mainOf = (text: string) => /<main[^>]*>([^]*)<\/main>/.exec(text)?.[1] ?? '';
const plain = (text: string) => text.replaceAll(/\u00a0|&nbsp;|\s+/g, ' ');

describe.each(LANGUAGES)('in the language %s', (language) => {
  const texts = VIOLENCE_TEXTS[language];
  const path = pathIn(language, '/safety');

  test('the way out is the first thing in the page, before anything that tells what it is about', async () => {
    const main = mainOf(await pages.text(path));
    const [before = '', after = ''] = main.split('data-leave');
    expect(before).toContain('<p class="leave">');
    expect(before).toContain(textsOf(language).safety);
    expect(before).not.toMatch(TELLING);
    expect(after).toMatch(TELLING);
    expect(main.match(/<a /)?.index).toBe(main.indexOf('<a href="https://uk.wikipedia.org/"'));
  });

  test('tab, history, previews, and search engines learn nothing, and the browser keeps nothing', async () => {
    const answered = await pages.get(path);
    const [head = ''] = /<head>[^]*<\/head>/.exec(await answered.text()) ?? [];
    expect(/<title>(.*)<\/title>/.exec(head)?.[1]).toBe(`${texts.title} – ${textsOf(language).site}`);
    // The address is the only thing that tells: it is in the links to the two languages.
    expect(head.replaceAll(/<link rel="alternate"[^>]*>/g, '')).not.toMatch(TELLING);
    expect(head).toContain('<meta name="robots" content="noindex" />');
    expect(head).not.toMatch(/og:|twitter:|canonical|\/assets\/draft-/);
    expect(answered.headers.get('cache-control')).toBe('no-store');
    expect(answered.headers.get('referrer-policy')).toBe('no-referrer');
    expect([answered.headers.get('etag'), answered.headers.get('set-cookie')]).toEqual([null, null]);
  });

  test('nothing plays, moves, takes the focus, or is loaded from elsewhere', async () => {
    const text = await pages.text(path);
    expect(text).not.toMatch(/<(?:audio|video|img|iframe|object|embed|marquee|form|input)\b|autofocus|autoplay/i);
    expect([...text.matchAll(/src="([^"]*)"/g)].every(([, from = '']) => from.startsWith('/assets/'))).toBe(true);
  });

  test('every number that holds can be called, what is urgent first, each with its hours and whether it is confirmed', async () => {
    const main = plain(mainOf(await pages.text(path)));
    const held = HELPLINES.filter(holdsOn('2026-11-28'));
    const found = held.flatMap(({ number, alsoNumber }) =>
      [number, alsoNumber ?? []].flat().map((each) => main.indexOf(`href="tel:${each.replaceAll(' ', '')}"`)),
    );
    expect(found).toEqual(found.toSorted((one, other) => one - other));
    expect(found).not.toContain(-1);
    expect(held.map(({ isUrgent }) => isUrgent)).toEqual(
      held
        .map(({ isUrgent }) => isUrgent)
        .toSorted()
        .toReversed(),
    );
    for (const { number, alsoNumber, name, isUrgent, isConfirmed } of held) {
      const [, section = ''] = main.split(`${name[language]}</h3>`);
      if (isUrgent) continue;
      const [own = ''] = section.split('<h');
      expect([number, own.includes(texts.always), own.includes(texts.free)]).toEqual([number, true, true]);
      expect([number, own.includes(texts.unconfirmed)]).toEqual([number, !isConfirmed]);
      expect([number, own.includes(texts.fromAny)]).toEqual([number, alsoNumber !== undefined]);
    }
  });

  test('a silent way is explained, and leads to a report here without a promise', async () => {
    const main = plain(mainOf(await pages.text(path)));
    expect(main).toContain('href="#silent"');
    const [, silent = ''] = main.split('id="silent"');
    for (const part of ['SMS|Text message', '@police_helpbot', `href="${pathIn(language, '/report')}"`])
      expect(silent).toMatch(new RegExp(part));
    expect(silent).toContain(plain(texts.reportText));
  });

  test('of a demonstration it says that the numbers are real, and that a report reaches nobody', async () => {
    const main = plain(mainOf(await pages.text(path)));
    for (const only of [texts.demonstration, texts.demonstrationReport]) expect(main).not.toContain(plain(only));
    const invented = await runPages(WITH_TERM);
    const text = plain(mainOf(await invented.text(path)));
    await invented.stop();
    for (const said of [texts.demonstration, texts.demonstrationReport]) expect(text).toContain(plain(said));
    expect(text).not.toContain(plain(texts.reportText));
  });

  test('says how long a report is kept, with its basis, and that nobody knows while the service is away', async () => {
    const main = plain(mainOf(await pages.text(path)));
    expect(main).toMatch(language === 'uk' ? /1 826 днів/ : /1,826 days/);
    expect(main).toMatch(new RegExp(`Акт № 1</span> – ${texts.notCompared}`));
    const away = await runPages({});
    const text = plain(await away.text(path));
    await away.stop();
    expect(text).toContain(texts.notKnown);
    expect(text).toContain('href="tel:102"');
  });

  test('of occupied territory it says that nobody can come', async () => {
    const [, occupied = ''] = plain(mainOf(await pages.text(path))).split(`<h2>${texts.occupied}</h2>`);
    expect(occupied).toContain(texts.occupiedText);
    expect(occupied.split('<details>')[0]).not.toMatch(/tel:/);
  });
});

test('a check that is older than a year is no longer relied on', async () => {
  const later = await runPages(WITH_TERM, { clock: () => new Date('2027-12-03T10:00:00Z') });
  const main = plain(mainOf(await later.text('/safety')));
  await later.stop();
  const lines = HELPLINES.filter(({ isUrgent }) => !isUrgent).length;
  expect(main.split(VIOLENCE_TEXTS.uk.unconfirmed).length).toBeGreaterThan(lines);
  expect(main).not.toContain('Звірено');
});

test('who reads a report is who may by the delivered policy, and never the head of the hromada', async () => {
  const policy = JSON.parse(
    readFileSync(new URL('../../../../packages/security/policy.json', import.meta.url), 'utf8'),
  ) as { roles: Record<string, { grants: { scopes: string[]; categories?: string | string[] }[] }> };
  const readers = Object.entries(policy.roles)
    .filter(([, { grants }]) =>
      grants.some(
        ({ scopes, categories = [] }) =>
          scopes.includes('incidents.read') && (categories === 'all' || categories.includes('domestic_violence')),
      ),
    )
    .map(([role]) => role);
  for (const language of LANGUAGES)
    expect(Object.keys(VIOLENCE_TEXTS[language].readersList).toSorted()).toEqual(readers.toSorted());
  expect(readers).not.toContain('hromada-head');
  expect(plain(await pages.text('/safety'))).toContain('Голова громади його не бачить');
});

describe('where it is linked', () => {
  const linkIn = (text: string, language: 'uk' | 'en') =>
    new RegExp(`<a href="${pathIn(language, '/safety')}">([^<]*)</a>`).exec(mainOf(text))?.[1];

  test.each(LANGUAGES)('from the front page and the contacts, in %s', async (language) => {
    for (const path of ['/', '/contact'])
      expect(linkIn(await pages.text(pathIn(language, path)), language)).toBe(textsOf(language).safety);
  });

  test('by a label that does not tell what it leads to, on whatever page', async () => {
    for (const language of LANGUAGES) expect(textsOf(language).safety).not.toMatch(TELLING);
    for (const path of Object.values(ADDRESSES)
      .flat()
      .flatMap((each) => [each, `/en${each === '/' ? '' : each}`])) {
      const text = await pages.text(path);
      const labels = [...text.matchAll(/<a [^>]*href="(?:\/en)?\/safety"[^>]*>([^<]*)<\/a>/g)].map(
        ([, label]) => label,
      );
      const calm = [
        ...LANGUAGES.map((each) => textsOf(each).safety),
        ...LANGUAGES.map((each) => textsOf(each).otherLanguage),
      ];
      expect([path, labels.filter((label = '') => !calm.includes(label))]).toEqual([path, []]);
    }
  });

  test('from every step of a report of violence at home, before its form, and from no other one', async () => {
    const reports = await runPages(ANSWERS);
    for (const [category, isLinked] of [
      ['domestic_violence', true],
      ['fire', false],
      ['school_safety', false],
    ] as const) {
      const visitor = await visit(`${reports.url}/report`);
      expect(linkIn(visitor.text, 'uk')).toBeUndefined();
      for (const typed of [
        { category },
        { q: 'Зарванці' },
        { 'a-weapon': 'true' },
        { 'a-violence_forms': 'physical', website: 'x' },
      ]) {
        await visitor.send(typed);
        expect([category, linkIn(visitor.text, 'uk')]).toEqual([category, isLinked ? 'Безпека вдома' : undefined]);
        if (!isLinked) break;
        const main = mainOf(visitor.text);
        expect(main.indexOf('href="/safety"')).toBeLessThan(main.indexOf('<form method="post" action="/report"'));
        expect(main.indexOf('data-leave')).toBeLessThan(main.indexOf('href="/safety"'));
      }
    }
    await reports.stop();
  });
});
