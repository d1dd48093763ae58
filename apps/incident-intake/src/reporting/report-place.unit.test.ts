import { expect, test } from 'vitest';
import { placesOf } from './take-report.ts';
import type { Territory } from '../routing/module.ts';
import { checkPlace, type NamedPlaces } from './report-place.ts';

/** A country of two hromadas with centres, and one that only the registry lists. */
const HROMADAS = [
  { code: 'UA01-HERE', oblastCode: 'UA01', centre: { latitude: 49, longitude: 28 } },
  { code: 'UA02-THERE', oblastCode: 'UA02', centre: { latitude: 50, longitude: 33 } },
  { code: 'UA03-LISTED', oblastCode: 'UA03' },
  { code: 'UA02-OLD', oblastCode: 'UA02', centre: { latitude: 50, longitude: 31 } },
];
const DISTRICTS: Record<string, string> = { 'D-HERE': 'UA01-HERE', 'D-THERE': 'UA02-THERE' };
const SETTLEMENTS: Record<string, string> = {
  'UA01-S': 'UA01-HERE',
  'UA01-ELSEWHERE': 'UA01-HERE',
  'UA02-S': 'UA02-THERE',
  'UA03-S': 'UA03-LISTED',
  'UA03-UNLISTED': 'UA03-NOT-LISTED',
  'UA01-FREE': '',
  'UA02-OLD-S': 'UA02-OLD',
};
/** Merged hromadas and their successors. */
const MERGED: Record<string, string> = { 'UA02-OLD': 'UA02-THERE' };
const NEAR = { latitude: 49.3, longitude: 28.2 };
/** In the hromada, 90 km from its centre. */
const WIDE = { latitude: 49.8, longitude: 28 };
/** Where no border decides, nearer to no centre. */
const LONELY = { latitude: 45, longitude: 34 };
/** So near to the border of two hromadas that it may be in either. */
const BORDER = { latitude: 49.5, longitude: 29 };
/** Where no border decides: 70 km from the centre of UA01-HERE. */
const AT_SEA = { latitude: 49.6, longitude: 28.3 };
const ABROAD = { latitude: 51.1, longitude: 17 };

let looks = 0;
const territory: Territory = {
  find: (code) => HROMADAS.find((hromada) => hromada.code === code),
  hromadaOfDistrict: (code) => DISTRICTS[code],
  hromadaOfSettlement: (code) => SETTLEMENTS[code],
  mayLieInDistrict: (settlementCode) => settlementCode !== 'UA01-ELSEWHERE',
  isInUkraine(point) {
    looks += 1;
    return point !== ABROAD && !Number.isNaN(point.latitude);
  },
  successor: (code) => MERGED[code] ?? code,
  currentHromada: ({ hromadaCode }) => MERGED[hromadaCode] ?? hromadaCode,
  hromadaCodeAt: (point) => (point === NEAR || point === WIDE ? 'UA01-HERE' : undefined),
  unitsAround(point) {
    if (point === NEAR || point === WIDE) return ['UA01-HERE'];
    if (point === BORDER) return ['UA01-HERE', 'UA02-OLD'];
    return point === AT_SEA || point === LONELY ? undefined : [];
  },
};

function given(places: Partial<NamedPlaces>) {
  const named = { hromadaCode: '', starostaDistrictCode: '', settlementCode: '', ...places };
  const facts = placesOf(named, territory);
  const broken = checkPlace(named, facts).map(({ field }) => field.replace('report.', ''));
  return { hromada: facts.hromada?.code, isFromPoint: facts.isFromPoint, broken };
}

test.each<[string, Partial<NamedPlaces>, string, boolean]>([
  ['itself', { hromadaCode: 'UA01-HERE' }, 'UA01-HERE', false],
  ['itself, listed by the registry', { hromadaCode: 'UA03-LISTED' }, 'UA03-LISTED', false],
  ['a district', { starostaDistrictCode: 'D-HERE' }, 'UA01-HERE', false],
  ['a settlement', { settlementCode: 'UA02-S' }, 'UA02-THERE', false],
  ['a settlement of a listed hromada', { settlementCode: 'UA03-S', location: LONELY }, 'UA03-LISTED', false],
  ['a district and its settlement', { starostaDistrictCode: 'D-HERE', settlementCode: 'UA01-S' }, 'UA01-HERE', false],
  ['a point', { location: NEAR }, 'UA01-HERE', true],
  ['a point and a settlement of no hromada', { settlementCode: 'UA01-FREE', location: NEAR }, 'UA01-HERE', true],
  ['a merged hromada', { hromadaCode: 'UA02-OLD' }, 'UA02-THERE', false],
  ['a settlement of a merged hromada', { settlementCode: 'UA02-OLD-S' }, 'UA02-THERE', false],
  [
    'the successor beside a settlement of a merged hromada, and a point there',
    { hromadaCode: 'UA02-THERE', settlementCode: 'UA02-OLD-S', location: BORDER },
    'UA02-THERE',
    false,
  ],
  [
    'itself with a settlement of no hromada',
    { hromadaCode: 'UA01-HERE', settlementCode: 'UA01-FREE' },
    'UA01-HERE',
    false,
  ],
  ['itself, with a point near its border', { hromadaCode: 'UA01-HERE', location: BORDER }, 'UA01-HERE', false],
  ['itself, with a point at sea near it', { hromadaCode: 'UA01-HERE', location: AT_SEA }, 'UA01-HERE', false],
  [
    'a listed hromada without borders, with a point of its oblast',
    { hromadaCode: 'UA03-LISTED', location: LONELY },
    'UA03-LISTED',
    false,
  ],
  ['a settlement rather than the point', { settlementCode: 'UA01-S', location: WIDE }, 'UA01-HERE', false],
  [
    'consistent places',
    { hromadaCode: 'UA01-HERE', starostaDistrictCode: 'D-HERE', settlementCode: 'UA01-S', location: WIDE },
    'UA01-HERE',
    false,
  ],
])('derives the hromada from %s', (_by, places, hromada, isFromPoint) => {
  expect(given(places)).toEqual({ hromada, isFromPoint, broken: [] });
});

const [HROMADA, DISTRICT, SETTLEMENT, POINT] = [
  'hromada_code',
  'starosta_district_code',
  'settlement_code',
  'location',
];

test.each<[string, Partial<NamedPlaces>, (string | undefined)[]]>([
  ['no place', {}, [HROMADA]],
  ['an unknown hromada', { hromadaCode: 'UA09' }, [HROMADA]],
  ['an unknown district', { starostaDistrictCode: 'D-9' }, [DISTRICT]],
  ['an unknown settlement', { settlementCode: 'UA01-9' }, [SETTLEMENT]],
  [
    'unknown codes only',
    { hromadaCode: 'X', starostaDistrictCode: 'X', settlementCode: 'X' },
    [HROMADA, DISTRICT, SETTLEMENT],
  ],
  ['a settlement of no hromada alone', { settlementCode: 'UA01-FREE' }, [HROMADA]],
  ['a settlement of an unlisted hromada', { settlementCode: 'UA03-UNLISTED' }, [HROMADA]],
  [
    'a settlement of no hromada, of another oblast',
    { hromadaCode: 'UA02-THERE', settlementCode: 'UA01-FREE' },
    [SETTLEMENT],
  ],
  ['a district of another hromada', { hromadaCode: 'UA01-HERE', starostaDistrictCode: 'D-THERE' }, [DISTRICT]],
  ['a settlement of another hromada', { hromadaCode: 'UA01-HERE', settlementCode: 'UA02-S' }, [SETTLEMENT]],
  [
    'a settlement of another district',
    { starostaDistrictCode: 'D-HERE', settlementCode: 'UA01-ELSEWHERE' },
    [SETTLEMENT],
  ],
  ['a settlement outside the district', { starostaDistrictCode: 'D-HERE', settlementCode: 'UA02-S' }, [SETTLEMENT]],
  ['a point at sea far from the hromada', { hromadaCode: 'UA02-THERE', location: AT_SEA }, [POINT]],
  [
    'a listed hromada without borders, with a point of another oblast',
    { hromadaCode: 'UA03-LISTED', location: NEAR },
    ['location'],
  ],
  [
    'a listed hromada without borders, with a point abroad',
    { hromadaCode: 'UA03-LISTED', location: ABROAD },
    ['location'],
  ],
  [
    'a point in no hromada, near the centre',
    { hromadaCode: 'UA01-HERE', location: { latitude: 49, longitude: 28 } },
    [POINT],
  ],
  ['a point far from the hromada', { hromadaCode: 'UA02-THERE', location: NEAR }, [POINT]],
  ['a point far from the district', { starostaDistrictCode: 'D-THERE', location: NEAR }, [POINT]],
  ['a point far from the settlement', { settlementCode: 'UA02-S', location: NEAR }, [POINT]],
  ['a point abroad', { location: ABROAD }, [POINT]],
  ['a point abroad, of a listed hromada', { hromadaCode: 'UA03-LISTED', location: ABROAD }, [POINT]],
  ['an invalid point', { location: { latitude: Number.NaN, longitude: 28 } }, [POINT]],
  ['a point near no hromada', { location: LONELY }, [HROMADA]],
  [
    'all contradictions at once',
    { hromadaCode: 'UA01-HERE', starostaDistrictCode: 'D-THERE', settlementCode: 'UA02-S', location: LONELY },
    [DISTRICT, SETTLEMENT, POINT],
  ],
])('rejects %s', (_given, places, broken) => {
  expect(given(places).broken).toEqual(broken);
});

test('does not search the map if the point is near the named hromada', () => {
  looks = 0;
  given({ hromadaCode: 'UA01-HERE', location: NEAR });
  expect(looks).toBe(0);
  given({ hromadaCode: 'UA01-HERE', location: WIDE });
  expect(looks).toBe(1);
});
