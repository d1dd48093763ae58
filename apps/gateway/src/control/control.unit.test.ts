import { visit } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADDRESSES } from '../../test/addresses.ts';
import { ANSWERS, FRONTLINE, OCCUPIED, VINNYTSIA } from '../../test/answers.ts';
import { COUNTRY_ANSWERS } from '../../test/country-answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';
import { findAnyPlace, findPlace, neighbours } from '../places/module.ts';
import { LANGUAGES, pathIn, type Language } from '../site/module.ts';
import { controlOfOblast } from './control.ts';

/** The registry still names an officer and a phone: no page passes them on. */
let pages: RunningPages;
beforeAll(async () => {
  const { GetPublicProfile } = ANSWERS;
  pages = await runPages({ ...COUNTRY_ANSWERS, ...(GetPublicProfile && { GetPublicProfile }) });
});
afterAll(() => pages.stop());

const PHONE = '+380670000001';
const WORDS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  [OCCUPIED]: {
    uk: 'тимчасово окупована територія щонайменше з 17 липня 2020',
    en: 'temporarily occupied since 17 July 2020 or earlier',
  },
  [FRONTLINE]: {
    uk: 'прифронтова територія щонайменше з 27 квітня 2022',
    en: 'at the front since 27 April 2022 or earlier',
  },
};

/** All pages that can be asked for the place or its oblast. */
function addressesOf(code: string): string[] {
  const { name = '', oblastCode = '' } = findPlace(code, 'uk') ?? {};
  const asked = Object.values(ADDRESSES)
    .flat()
    .filter((address) => address.includes(VINNYTSIA))
    .map((address) => address.replace(VINNYTSIA, code));
  return [
    ...asked,
    `/officer?place=${name}`,
    ...['coverage', 'officers', 'response', 'incidents'].map((each) => `/map?measure=${each}&oblast=${oblastCode}`),
  ];
}

test.each([OCCUPIED, FRONTLINE])('%s is named as what it is on every page that names it', async (code) => {
  const addresses = addressesOf(code);
  expect(addresses.length).toBeGreaterThan(2);
  for (const language of LANGUAGES) {
    const place = findAnyPlace(code, language);
    for (const address of addresses) {
      const text = plain(await pages.text(pathIn(language, address)));
      const isNamed = text.includes(place?.hromada.name ?? '?');
      const isMarked = text.toLowerCase().includes(WORDS[code]?.[language].toLowerCase() ?? '?');
      expect([address, isNamed, isMarked]).toEqual([address, true, true]);
    }
  }
});

test('of an occupied place no page and no program gets a phone or office hours; of the front they do', async () => {
  for (const [code, isNamed] of [
    [OCCUPIED, false],
    [FRONTLINE, true],
  ] as const) {
    for (const address of [`/officer?place=${code}`, `/h/${code}`, `/en/h/${code}`, `/api/v1/hromadas/${code}`]) {
      const text = await pages.text(address);
      expect([address, text.includes(PHONE), text.includes('09:00')]).toEqual([address, isNamed, isNamed]);
    }
  }
  const text = plain(await pages.text(`/h/${OCCUPIED}`));
  expect(text).toContain('не можуть сюди приїхати');
  expect(text).toContain('на території, підконтрольній Україні, телефонуйте 112');
  expect(text).not.toContain('Якщо потрібна поліція, телефонуйте 102');
});

test('programs get the status of every row, and where it is plain, null', async () => {
  for (const list of ['hromadas', 'coverage']) {
    for (const [code, since] of [
      [OCCUPIED, '2020-07-17'],
      [FRONTLINE, '2022-04-27'],
    ] as const) {
      const oblast = findPlace(code, 'uk')?.oblastCode;
      const { hromadas } = (await (await pages.get(`/api/v1/${list}?oblast=${oblast}&page_size=500`)).json()) as {
        readonly hromadas: readonly { readonly katottg: string; readonly control: object | null }[];
      };
      const status = code === OCCUPIED ? 'occupied' : 'frontline';
      const own = hromadas.find(({ katottg }) => katottg === code);
      expect(own?.control).toEqual({ status, since, since_exact: false });
      expect(hromadas.filter(({ control }) => control === null)).toHaveLength(hromadas.length - 1);
      const csv = await pages.text(`/api/v1/${list}.csv?oblast=${oblast}&page_size=500`);
      expect(csv).toMatch(new RegExp(`^${code},.*,${status},${since}`, 'm'));
    }
  }
});

test.each(['44.952, 34.102', 'Сімферополь', 'Крим', 'UA01000000000013043'])(
  '"%s" is answered with the republic, and no hromada is guessed',
  async (wanted) => {
    for (const language of LANGUAGES) {
      const text = plain(await pages.text(pathIn(language, `/officer?place=${encodeURIComponent(wanted)}`)));
      expect(text).toContain(language === 'uk' ? 'Автономна Республіка Крим' : 'Autonomous Republic of Crimea');
      expect(text.toLowerCase()).toMatch(
        /тимчасово окупована територія з 20 лютого 2014|temporarily occupied since 20 february 2014/,
      );
      expect(text).not.toContain(PHONE);
    }
  },
);

test('a report from an occupied place gets the answer that nobody can come, instead of whom to phone first', async () => {
  for (const [code, isServed] of [
    [OCCUPIED, false],
    [FRONTLINE, true],
  ] as const) {
    const visitor = await visit(`${pages.url}/report`);
    await visitor.send({ category: 'fire' });
    expect(visitor.text).toContain('Спершу зателефонуйте');
    await visitor.send({ q: code });
    expect(visitor.title).toContain('Що саме сталося?');
    expect([visitor.text.includes('Спершу зателефонуйте'), visitor.text.includes('не можуть сюди приїхати')]).toEqual([
      isServed,
      !isServed,
    ]);
  }
});

test('a report is taken while nobody can say whose power a place is in', async () => {
  const { ListHromadaCoverage: _, ...others } = COUNTRY_ANSWERS;
  const away = await runPages(others);
  const visitor = await visit(`${away.url}/report`);
  await visitor.send({ category: 'fire' });
  await visitor.send({ q: OCCUPIED });
  expect([visitor.status, visitor.title.includes('Що саме сталося?')]).toEqual([200, true]);
  await away.stop();
});

test('lists of several places name what each is', async () => {
  const [neighbour] = neighbours(OCCUPIED, 'uk');
  const text = plain(await pages.text(`/h/${neighbour?.code ?? ''}`));
  expect(text).toMatch(/Донецька громада<\/a\s*>, тимчасово окупована територія щонайменше з 17 липня 2020/);
  const visitor = await visit(`${pages.url}/report`);
  await visitor.send({ category: 'fire' });
  await visitor.send({ q: 'Донецька' });
  expect(plain(visitor.text)).toMatch(
    /Донецька громада, [^<]*, тимчасово окупована територія щонайменше з 17 липня 2020/,
  );
  const found = plain(await pages.text('/officer?place=Донецька'));
  expect(found).toMatch(/Донецька громада, [^<]*<\/a>, тимчасово окупована територія щонайменше з 17 липня 2020/);
});

test('an oblast is occupied if all of its hromadas are, and at the front if one is', () => {
  const day = (year: number) => ({ year, month: 1, day: 1 });
  const control = new Map([
    ['A', { status: 'occupied', since: day(2022), isSinceExact: true }],
    ['B', { status: 'occupied', since: day(2023), isSinceExact: false }],
    ['F', { status: 'frontline', since: day(2024), isSinceExact: true }],
    ['CITY', { status: 'occupied', since: day(2014), isSinceExact: true }],
  ] as const);
  expect(controlOfOblast(control, 'O', ['A', 'B'])).toEqual(control.get('B'));
  expect(controlOfOblast(control, 'O', ['A', 'C'])).toBeUndefined();
  expect(controlOfOblast(control, 'O', ['A', 'F', 'C'])).toEqual(control.get('F'));
  expect(controlOfOblast(control, 'CITY', [])).toEqual(control.get('CITY'));
  expect(controlOfOblast(control, 'O', [])).toBeUndefined();
});

function plain(text: string): string {
  return text.replaceAll(/\u00a0|&nbsp;/g, ' ').replaceAll('&#39;', "'");
}
