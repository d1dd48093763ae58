import {
  ListRequestsResponse,
  type PublicRequest,
} from '@safe-community/contracts/incidents/v1/public_request_service.ts';
import { publicCell } from '@safe-community/territory';
import { visit } from '@safe-community/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANSWERS, VINNYTSIA } from '../../test/answers.ts';
import { PIT } from '../../test/report-answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';
import { aroundPath, readCell } from './around.page.ts';

const STRYZHAVKA = 'UA05020230010011069';
const HOME = { latitude: 49.23312345, longitude: 28.46812345 };
const CELL = '49.23350,28.46775';
const REQUESTS: readonly Partial<PublicRequest>[] = [
  { requestId: 'near', cell: { latitude: 49.2365, longitude: 28.46775 } },
  { requestId: 'far', cell: { latitude: 49.2395, longitude: 28.46775 } },
  { requestId: 'village', settlementCode: STRYZHAVKA },
];

let pages: RunningPages;
beforeAll(async () => {
  const requests = REQUESTS.map((each) => ({ ...PIT, ...each }));
  pages = await runPages({ ...ANSWERS, ListRequests: () => ListRequestsResponse.fromPartial({ requests }) });
});
afterAll(() => pages.stop());

async function asked(place: string, language = '') {
  const visitor = await visit(`${pages.url}${language}/around`);
  await visitor.send({ place });
  return visitor;
}
const feedsIn = (text: string) => [...text.matchAll(/href="(\/feeds\/[^"]*)"/g)].map(([, path]) => path);
const idsIn = async (path: string) =>
  [...(await pages.text(path)).matchAll(/isPermaLink="false">(\w+)-received</g)].map(([, id]) => id);

test('a point leads to the feed of its cell, and is in no address; a name leads to its settlement and hromada', async () => {
  const visitor = await asked(`${HOME.latitude}, ${HOME.longitude}`);
  const feeds = feedsIn(visitor.text);
  expect(feeds).toEqual([`/feeds/uk/${VINNYTSIA}/${CELL}`, `/feeds/uk/${VINNYTSIA}`]);
  expect([visitor.headers.get('cache-control'), visitor.text.split('49.233123').length - 1]).toEqual(['no-store', 1]);
  expect(feedsIn((await asked('Стрижавка, Вінницька', '/en')).text)).toEqual([
    `/feeds/en/${STRYZHAVKA}`,
    '/feeds/en/UA05020230000029909',
  ]);
});

test.each([
  ['', 'Вкажіть місце'],
  ['немає такого', 'Такого місця не знайдено'],
  ['52.2297, 21.0122', 'Ця точка не в Україні'],
  ['Симферополь', 'Автономній Республіці Крим'],
])('of %j it says what is wrong', async (place, problem) => {
  const visitor = await asked(place);
  expect([visitor.status, visitor.text.includes(problem), feedsIn(visitor.text)]).toEqual([400, true, []]);
});

test('a feed has what lies within 500 m of its cell, or names its settlement', async () => {
  expect(await idsIn(`/feeds/uk/${VINNYTSIA}/${CELL}`)).toEqual(['near']);
  expect(await idsIn(`/feeds/uk/${STRYZHAVKA}`)).toEqual(['village']);
  expect(await idsIn(`/feeds/uk/${VINNYTSIA}`)).toEqual(['near', 'far', 'village']);
  expect(await pages.text(`/feeds/uk/${VINNYTSIA}/${CELL}`)).toContain('за 500 м навколо точки: Вінницька громада');
});

test('nothing but the middle of a cell is an address of a feed', async () => {
  for (const cell of ['49.23312,28.46812', '49.2335,28.46775', '49.23350, 28.46775', 'x', '99.00000,28.46875']) {
    expect((await pages.get(`/feeds/uk/${VINNYTSIA}/${encodeURIComponent(cell)}`)).status).toBe(404);
  }
  const degrees = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  fc.assert(
    fc.property(degrees(44.2, 52.4), degrees(22.1, 40.3), (latitude, longitude) => {
      const cell = aroundPath(VINNYTSIA, 'uk', { latitude, longitude }).split('/').at(-1) ?? '';
      expect(readCell(cell)).toEqual(publicCell({ latitude, longitude }));
    }),
  );
});
