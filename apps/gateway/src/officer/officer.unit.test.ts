import { AssignmentRole } from '@safe-community/contracts/officers/v1/officer.ts';
import {
  GetPublicProfileResponse,
  type GetPublicProfileRequest,
} from '@safe-community/contracts/officers/v1/officer_service.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EMPTY_ANSWERS } from '../../test/answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';
import { officerSection } from './officer.page.ts';
import { OFFICER_TEXTS } from './officer.texts.ts';

const NOW = new Date('2026-12-02T10:00:00Z');
const DEPUTY = 'Зараз громаду обслуговує заступник';
const DISTRICT = 'Відповідає дільничний офіцер поліції';

/** Each test asks in a hromada of its own: the gateway remembers answers. */
const roles = new Map<string, AssignmentRole>();
const asked: GetPublicProfileRequest[] = [];

let pages: RunningPages;
beforeAll(async () => {
  pages = await runPages({
    ...EMPTY_ANSWERS,
    GetPublicProfile: (message) => {
      const request = message as GetPublicProfileRequest;
      asked.push(request);
      const role = roles.get(request.place?.hromadaCode ?? '') ?? AssignmentRole.PRIMARY;
      return GetPublicProfileResponse.fromPartial({ profile: { name: 'Іван Громадський' }, role });
    },
  });
});
afterAll(() => pages.stop());
beforeEach(() => void asked.splice(0));

test.each([
  ['UA05020010000053508', AssignmentRole.PRIMARY, undefined],
  ['UA05020030000031457', AssignmentRole.DEPUTY, DEPUTY],
  ['UA80000000000093317', AssignmentRole.DISTRICT, DISTRICT],
] as const)('%s: the page says in which role the officer is responsible', async (code, role, words) => {
  roles.set(code, role);
  const text = await pages.text(`/officer?place=${code}`);
  expect(text).toContain('Іван Громадський');
  expect([DEPUTY, DISTRICT].filter((each) => text.includes(each))).toEqual(words === undefined ? [] : [words]);
  expect(await pages.text(`/h/${code}`)).toContain(words ?? 'Іван Громадський');
});

const sent = (point: string): Promise<Response> =>
  fetch(`${pages.url}/officer`, { method: 'POST', body: new URLSearchParams({ point }) });

test('a point that is sent finds the officer of its hromada, and stands nowhere on the page', async () => {
  const response = await sent('49.8401, 24.0301');
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
  const text = await response.text();
  expect(text).toContain('Львівська громада');
  expect(text).not.toContain('49.8401');
  expect(text).toContain('CC BY 4.0');
  expect(asked.map(({ place }) => place?.hromadaCode)).toEqual(['UA46060250000025047']);
});

test('near a border, the neighbour is named too', async () => {
  // East of Vinnytsia, some 100 metres from the next hromada.
  const texts = [];
  for (let index = 0; index < 40; index += 1) texts.push(await (await sent(`49.2331, ${28.45 + index / 100}`)).text());
  expect(texts.some((text) => text.includes('Точка лежить біля межі'))).toBe(true);
  expect(texts.some((text) => !text.includes('Точка лежить біля межі'))).toBe(true);
});

test.each([
  ['', 'Введіть два числа через кому'],
  ['Вінниця', 'Введіть два числа через кому'],
  ['10, 10', 'Цієї точки немає в жодній громаді'],
])('the point "%s" is refused beside its field', async (point, words) => {
  const response = await sent(point);
  expect(response.status).toBe(400);
  const text = await response.text();
  expect(text).toContain('<title>Помилка:');
  expect(text).toContain(words);
  expect(asked).toEqual([]);
});

const NOBODY = { profile: undefined, role: undefined, stationPhone: '', isDemonstration: false };

test.each(['uk', 'en'] as const)(
  'says in %s that parts of the hromada have officers of their own',
  async (language) => {
    const { finerBeats } = OFFICER_TEXTS[language];
    expect(String(await officerSection({ ...NOBODY, hasFinerBeats: true }, language, NOW))).toContain(finerBeats);
    expect(String(await officerSection({ ...NOBODY, hasFinerBeats: false }, language, NOW))).not.toContain(finerBeats);
  },
);

describe('a name that nothing has', () => {
  const asked = async (text: string, path = '/officer') => {
    const response = await pages.get(`${path}?place=${encodeURIComponent(text)}`);
    return { kept: response.headers.get('cache-control'), text: await response.text() };
  };

  test('is asked about, also if one place alone is like it', async () => {
    const { text } = await asked('Кропивнийцкий');
    expect(text).toContain('Точної назви немає. Можливо, ви шукали:');
    expect(text).toContain('href="/officer?place=UA35040210010019355"');
    expect(text).not.toContain('Іван Громадський');
    expect((await asked('Kirovograd', '/en/officer')).text).toContain('No exact name. Did you mean:');
  });

  test('comes back in its field only, in an answer that nobody keeps', async () => {
    const home = 'Вінниця, вул. "Соборна" <5>';
    for (const path of ['/officer', '/en/officer']) {
      for (const typed of [home, `${home} Xyzzy`, 'Xyzzy "plugh"']) {
        const { text, kept } = await asked(typed, path);
        expect(kept).toBe('no-store');
        const escaped = typed.replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
        expect(text).toContain(`value="${escaped}"`);
        const outside = text.replace(`value="${escaped}"`, '');
        for (const word of ['вул.', 'Соборна', 'Xyzzy', encodeURIComponent('Соборна')])
          expect(outside).not.toContain(word);
      }
    }
    expect(pages.log.join('')).not.toMatch(/Соборна|Xyzzy|%D0/);
  });

  test('a name that is found does not come back', async () => {
    const { text, kept } = await asked('Миколаївка');
    expect(kept).not.toBe('no-store');
    expect(text).not.toContain('value="Миколаївка"');
  });

  test('is in AR Crimea, in Russian spelling, too', async () => {
    expect((await asked('Симферополь')).text).toContain('Автономна Республіка Крим');
  });
});
