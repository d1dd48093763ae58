import { describe, expect, test } from 'vitest';
import { aCase, minutes } from '../../test/a-case.ts';
import { recordProgress, requestRescue, RESCUE_STATES, type AirRescue, type RequestFacts } from './air-rescue.ts';
import { checkSite, isOpenAt, suggest, type AirSite } from './air-site.ts';

const BASE: AirSite = {
  code: 'vinnytsia-base',
  kind: 'base',
  hromadaCode: 'H',
  oblastCode: 'O',
  point: { latitude: 49.2, longitude: 28.6 },
  opens: '',
  closes: '',
  aircraft: ['light_helicopter'],
  cruisingKmh: 200,
  readinessMinutes: 10,
};
const LANDING: AirSite = { ...BASE, code: 'stadium', kind: 'landing_site', cruisingKmh: 0, readinessMinutes: 0 };

describe('a site', () => {
  test.each<[string, Partial<AirSite>]>([
    ['code', { code: 'Стадіон' }],
    ['hromada_code', { oblastCode: '' }],
    ['opens', { opens: '24:00', closes: '06:00' }],
    ['opens', { closes: '06:00' }],
    ['closes', { opens: '06:00' }],
    ['closes', { opens: '06:00', closes: '06:00' }],
    ['aircraft', { aircraft: ['plane', 'plane'] }],
    ['cruising_kmh', { cruisingKmh: 49 }],
    ['cruising_kmh', { kind: 'landing_site', readinessMinutes: 0 }],
    ['readiness_minutes', { readinessMinutes: 601 }],
    ['readiness_minutes', { kind: 'landing_site', cruisingKmh: 0 }],
  ])('rejects an invalid %s: %j', (field, change) => {
    expect(checkSite({ ...BASE, ...change }, () => true).map((violation) => violation.field)).toContain(field);
  });

  test('is valid as a base and as a landing site, in Ukraine', () => {
    expect(checkSite(BASE, () => true)).toEqual([]);
    expect(checkSite(LANDING, () => true)).toEqual([]);
    expect(checkSite(BASE, () => false)).toMatchObject([{ field: 'point' }]);
  });

  test('is open from its first to before its last minute, also past midnight', () => {
    const open = (opens: string, closes: string) => (clock: string) => isOpenAt({ ...BASE, opens, closes }, clock);
    expect(['05:59', '06:00', '19:59', '20:00'].map(open('06:00', '20:00'))).toEqual([false, true, true, false]);
    expect(['20:00', '23:59', '05:59', '06:00'].map(open('20:00', '06:00'))).toEqual([true, true, true, false]);
    expect(open('', '')('03:00')).toBe(true);
  });
});

describe('a suggestion', () => {
  const incident = { latitude: 49.2, longitude: 28.4 };
  const near = { ...LANDING, point: { latitude: 49.2, longitude: 28.41 } };
  const far = { ...LANDING, code: 'airfield', point: { latitude: 49.2, longitude: 28.5 } };

  test('names the nearest suitable landing site, with distance and time', () => {
    const [found, ...others] = suggest([far, near, BASE], incident, '12:00');
    expect(others).toEqual([]);
    expect(found).toMatchObject({ baseCode: BASE.code, landingSiteCode: near.code, aircraft: 'light_helicopter' });
    expect(found?.flightKm).toBeCloseTo(13.8, 1);
    expect(found?.groundKm).toBeCloseTo(0.73, 2);
    expect(found?.minutes).toBe(10 + 5);
  });

  test('leaves out sites that are closed or take none of the aircraft', () => {
    const closed = { ...near, opens: '08:00', closes: '20:00' };
    const forPlanes: AirSite = { ...near, aircraft: ['plane'] };
    for (const unsuitable of [closed, forPlanes]) {
      expect(suggest([far, unsuitable, BASE], incident, '21:00')).toMatchObject([{ landingSiteCode: far.code }]);
    }
    expect(suggest([forPlanes, BASE], incident, '12:00')).toEqual([]);
    expect(suggest([near, { ...BASE, opens: '08:00', closes: '20:00' }], incident, '21:00')).toEqual([]);
  });

  test('has the soonest base first, at most five', () => {
    const bases = [60, 20, 40, 30, 50, 10].map((readinessMinutes) => ({
      ...BASE,
      code: `base-${readinessMinutes}`,
      readinessMinutes,
    }));
    const codes = suggest([near, ...bases], incident, '12:00').map(({ baseCode }) => baseCode);
    expect(codes).toEqual(['base-10', 'base-20', 'base-30', 'base-40', 'base-50']);
  });
});

const FACTS: RequestFacts = {
  isOpen: true,
  hasOpenPoint: true,
  isUnderWay: false,
  kinds: new Map([
    [BASE.code, 'base'],
    [LANDING.code, 'landing_site'],
  ]),
};
const REQUEST = { airRescueId: 'r-1', baseCode: BASE.code, landingSiteCode: LANDING.code };

test.each<[string, Partial<RequestFacts>, Partial<typeof REQUEST>]>([
  ['STEP_ILLEGAL', { isOpen: false }, {}],
  ['POINT_UNKNOWN', { hasOpenPoint: false }, {}],
  ['AIR_RESCUE_UNDER_WAY', { isUnderWay: true }, {}],
  ['NOT_FOUND', {}, { baseCode: LANDING.code }],
  ['NOT_FOUND', {}, { landingSiteCode: BASE.code }],
])('refuses a request: %s', (reason, facts, request) => {
  const refused = requestRescue(aCase(), { ...REQUEST, ...request }, { ...FACTS, ...facts }, minutes(1));
  expect(refused).toMatchObject({ reason });
});

const requested = (): AirRescue =>
  (requestRescue(aCase(), REQUEST, FACTS, minutes(1)) as { readonly rescue: AirRescue }).rescue;

test('each step has its time, and only the next steps are legal', () => {
  expect(requested()).toEqual({ ...REQUEST, state: 'requested', requestedAt: minutes(1) });
  const accepted = recordProgress(aCase(), requested(), 'accepted', minutes(2));
  expect(accepted).toMatchObject({ kind: 'air-rescue-accepted', rescue: { acceptedAt: minutes(2) } });
  const legal = RESCUE_STATES.map((state) =>
    (['accepted', 'refused', 'used'] as const).filter(
      (progress) => 'rescue' in recordProgress(aCase(), { ...requested(), state }, progress, minutes(3)),
    ),
  );
  expect(legal).toEqual([['accepted', 'refused'], ['refused', 'used'], [], []]);
});
