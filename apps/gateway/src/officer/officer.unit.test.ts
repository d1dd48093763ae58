import { AssignmentRole } from '@safe-community/contracts/officers/v1/officer.ts';
import {
  GetPublicProfileResponse,
  type GetPublicProfileRequest,
} from '@safe-community/contracts/officers/v1/officer_service.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { EMPTY_ANSWERS } from '../../test/answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';
import { officerSection } from './officer.page.ts';
import { OFFICER_TEXTS } from './officer.texts.ts';

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
    expect(String(await officerSection({ ...NOBODY, hasFinerBeats: true }, language))).toContain(finerBeats);
    expect(String(await officerSection({ ...NOBODY, hasFinerBeats: false }, language))).not.toContain(finerBeats);
  },
);
