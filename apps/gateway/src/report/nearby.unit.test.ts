import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  ListNearbyRequestsResponse,
  ListRequestsResponse,
  type ListRequestsRequest,
  type PublicRequest,
} from '@safe-community/contracts/incidents/v1/public_request_service.ts';
import { visit } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { PIT, REPORT_ANSWERS } from '../../test/report-answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';

const YAKUSHYNTSI = 'UA05020310010019628';
const ZARVANTSI = 'UA05020310030075295';
const KYIV = 'UA80000000000093317';
const KYIV_DISTRICT = 'UA80000000000126643';
const VINNYTSIA_POINT = '49.2331, 28.4682';
const KYIV_POINT = '50.4501, 30.5234';

/** Metres of the reports near the point. */
let near: readonly number[];
let inHromada: readonly Partial<PublicRequest>[];
const asked: ListRequestsRequest[] = [];
let pages: RunningPages;
beforeAll(async () => {
  pages = await runPages({
    ...REPORT_ANSWERS,
    ListNearbyRequests: () =>
      ListNearbyRequestsResponse.fromPartial({
        requests: near.map((distanceMetres) => ({ request: PIT, distanceMetres })),
      }),
    ListRequests: (request) => {
      const { hromadaCode } = request as ListRequestsRequest;
      asked.push(request as ListRequestsRequest);
      return ListRequestsResponse.fromPartial({
        requests: inHromada.map((each) => ({ ...PIT, hromadaCode, ...each })),
      });
    },
  });
});
afterAll(() => pages.stop());
beforeEach(() => {
  near = [];
  inHromada = [];
  asked.length = 0;
});

/** How near the reports are that a visitor sees who gives this place; undefined if the step is left out. */
async function seen(place: string, path = '/report'): Promise<string[] | undefined> {
  const visitor = await visit(`${pages.url}${path}`);
  await visitor.send({ category: 'infrastructure' });
  await visitor.send({ q: place });
  if (!visitor.text.includes('name="same"')) return undefined;
  return [...visitor.text.matchAll(/<li class="card">([^]*?)<\/li>/g)]
    .map(([, item = '']) => item)
    .filter((item) => item.includes('Яма на дорозі') || item.includes('Pothole'))
    .map((item) => /<p>([^<;]*);/.exec(item)?.[1]?.trim() ?? '');
}

test('by a point: those near by, then those of the hromada that have no point, five at most', async () => {
  near = [0, 200];
  inHromada = [{ cell: { latitude: 49.2305, longitude: 28.46175 } }, { settlementCode: ZARVANTSI }, {}, {}, {}];
  expect(await seen(VINNYTSIA_POINT)).toEqual([
    'приблизно там само',
    'приблизно за 200 м',
    'у тій самій громаді',
    'у тій самій громаді',
    'у тій самій громаді',
  ]);
  // Once to know whether there is such a step, and once to show it.
  const wanted = { hromadaCode: 'UA05020030000031457', categories: [IncidentCategory.INFRASTRUCTURE] };
  expect(asked).toMatchObject([wanted, wanted]);
  expect(asked[0]?.states).toHaveLength(6);
  near = [];
  inHromada = [{ cell: { latitude: 49.2305, longitude: 28.46175 } }];
  expect(await seen(VINNYTSIA_POINT)).toBeUndefined();
});

test('by a name: those of the settlement, then those of the hromada that name none', async () => {
  inHromada = [
    { cell: { latitude: 49.2305, longitude: 28.46175 } },
    { settlementCode: ZARVANTSI },
    { settlementCode: YAKUSHYNTSI },
  ];
  expect(await seen('с. Якушинці')).toEqual(['у тому самому населеному пункті', 'у тій самій громаді']);
  inHromada = [{ settlementCode: ZARVANTSI }];
  expect(await seen('с. Якушинці')).toBeUndefined();
});

test('a whole hromada is too wide, unless it is a city', async () => {
  inHromada = [{ cell: { latitude: 49.2305, longitude: 28.46175 } }, { settlementCode: KYIV_DISTRICT }];
  expect(await seen('UA05020030000031457')).toBeUndefined();
  expect(asked).toEqual([]);
  expect(await seen(KYIV)).toEqual(['у тому самому місті', 'у тому самому місті']);
  expect(await seen(KYIV_DISTRICT)).toEqual(['у тому самому населеному пункті', 'у тому самому місті']);
  expect(await seen(KYIV_POINT, '/en/report')).toEqual(['in the same city']);
});
