import { LocationCertainty } from '@safe-community/contracts/officers/v1/located_point.ts';
import {
  HromadaKind,
  SettlementCategory,
  TerritoryChangeKind,
  TerritoryServiceService as Territory,
  TerritoryStatus,
} from '@safe-community/contracts/officers/v1/territory_service.ts';
import { systemClock } from '@safe-community/service-kit';
import { settlementsOf, starostaDistricts } from '@safe-community/territory';
import { refusalOf, testClient } from '@safe-community/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VINNYTSIA, VINNYTSKA_OBLAST } from '../../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';

const KHERSON = 'UA65100150000057191';
const CITY_OF_VINNYTSIA = 'UA05020030010063857';
const KYIV = 'UA80000000000093317';
const UNKNOWN = 'UA05020990000012345';
const MERGED = 'UA05020010000053508';
const SUCCESSOR = 'UA05020070000010139';
const OTHER = 'UA05020050000066991';
const NOW = new Date('2026-11-27T10:00:00Z');

let registry: RunningRegistry;
let client: ReturnType<typeof connect>;
const connect = (port: number, identity?: 'client' | 'nats') => testClient(Territory, port, identity);

beforeAll(async () => {
  registry = await runRegistry({ clock: { ...systemClock, now: () => NOW } });
  client = connect(registry.port);
});
afterAll(async () => {
  client.close();
  await registry.stop();
});

describe('a hromada', () => {
  test('has names, kind, population, centre, starosta districts, and status', async () => {
    const { hromada, changes, starostaDistricts, settlements } = await client.getHromada({ hromadaCode: VINNYTSIA });
    expect(hromada).toMatchObject({
      code: VINNYTSIA,
      nameUk: 'Вінницька',
      nameLatin: 'Vinnytska',
      kind: HromadaKind.URBAN,
      centreUk: 'Вінниця',
      oblastCode: VINNYTSKA_OBLAST,
      raionNameUk: 'Вінницький',
      population: 387_439,
      populationDate: '2022-01-01',
      populationSource: 'KSE Loc Data Hub (MIT)',
      centroid: { latitude: 49.23202, longitude: 28.46797 },
      state: { status: TerritoryStatus.CONTROLLED, statusSince: '', successorCode: '' },
    });
    expect([changes.length, starostaDistricts.length, settlements]).toEqual([0, 7, 9]);
    expect(starostaDistricts[0]).toMatchObject({ code: '0520655500', nameUk: 'Деснянська', nameLatin: 'Desnianska' });
  });

  test.each([
    ['2022-09-29', TerritoryStatus.CONTROLLED, '', '2022-09-30'],
    ['2022-10-15', TerritoryStatus.OCCUPIED, '2022-09-30', '2022-11-30'],
    ['', TerritoryStatus.LIBERATED, '2022-11-30', ''],
  ])('as of %j has the status of then', async (asOfDate, status, statusSince, statusUntil) => {
    const { hromada } = await client.getHromada({ hromadaCode: KHERSON, asOfDate });
    expect(hromada?.state).toMatchObject({ status, statusSince, statusUntil, statusSinceExact: false });
    expect(hromada?.state?.statusSource).toContain(statusSince === '' ? '' : 'KSE');
  });

  test('Kyiv is served as one, without a raion', async () => {
    const { hromada } = await client.getHromada({ hromadaCode: KYIV });
    expect(hromada).toMatchObject({ kind: HromadaKind.SPECIAL_CITY, raionCode: '', nameLatin: 'Kyiv' });
  });

  test('that was imported is served without the facts that are not known', async () => {
    const code = 'UA01020010000048857';
    const unit = {
      code,
      name: 'Андріївська',
      category: 'H',
      oblastCode: 'UA01000000000013043',
      raionCode: 'UA01020000000022387',
    };
    await registry.client.importTerritory({ units: [unit] });
    const { hromada, settlements } = await client.getHromada({ hromadaCode: code });
    expect(hromada).toMatchObject({ nameLatin: 'Andriivska', population: 0, kind: HromadaKind.UNSPECIFIED });
    expect([hromada?.centroid, settlements]).toEqual([undefined, 2]);
    const { hromadas } = await client.listHromadas({ oblastCode: 'UA01000000000013043' });
    expect(hromadas.map((each) => each.code)).toEqual([code]);
  });
});

describe('lists', () => {
  test('have all hromadas, page by page', async () => {
    const codes: string[] = [];
    let pageToken = '';
    do {
      const answer = await client.listHromadas({ pageSize: 500, pageToken, kind: HromadaKind.URBAN });
      codes.push(...answer.hromadas.map(({ code }) => code));
      pageToken = answer.nextPageToken;
    } while (pageToken !== '');
    expect(codes).toHaveLength(409);
    expect(codes).toEqual([...new Set(codes)].toSorted());
    expect((await client.listHromadas({})).hromadas).toHaveLength(50);
  });

  test.each([
    ["КАМ'ЯНЕЦЬ ПОДІЛЬСЬКА", {}],
    ['камʼянець-подільськ', {}],
    ['Kamianets-Podil', {}],
    ['podilska', { oblastCode: 'UA68000000000099709', raionCode: 'UA68020000000016021', kind: HromadaKind.URBAN }],
  ])('find a hromada by %j', async (search, filter) => {
    const { hromadas } = await client.listHromadas({ search, ...filter });
    expect(hromadas.map(({ nameUk }) => nameUk)).toEqual(['Кам’янець-Подільська']);
  });

  test('filter by status and day', async () => {
    const occupied = { status: TerritoryStatus.OCCUPIED, pageSize: 500 };
    const [then, before] = await Promise.all([
      client.listHromadas({ ...occupied, asOfDate: '2022-10-15' }),
      client.listHromadas({ ...occupied, asOfDate: '2014-03-01' }),
    ]);
    expect(then.hromadas.length).toBeGreaterThan(140);
    expect(before.hromadas.map(({ nameUk }) => nameUk)).toEqual(['Андріївська', 'Севастополь']);
  });

  test('have the settlements of a hromada, and find them by name and category', async () => {
    const { settlements } = await client.listSettlements({ hromadaCode: VINNYTSIA });
    expect(settlements).toHaveLength(9);
    expect(settlements.find(({ code }) => code === CITY_OF_VINNYTSIA)).toMatchObject({
      nameUk: 'Вінниця',
      nameLatin: 'Vinnytsia',
      category: SettlementCategory.CITY,
      hromadaCode: VINNYTSIA,
    });
    const found = await client.listSettlements({ search: 'вінниця', category: SettlementCategory.CITY });
    expect(found.settlements.map(({ code }) => code)).toEqual([CITY_OF_VINNYTSIA]);
    const inOblast = await client.listSettlements({ oblastCode: VINNYTSKA_OBLAST, search: 'Stryzhavka' });
    expect(inOblast.settlements.map(({ nameUk }) => nameUk)).toContain('Стрижавка');
  });

  test('find starosta districts by name in Ukrainian or Latin letters, on request only', async () => {
    const [first, second] = starostaDistricts(VINNYTSIA);
    const category = SettlementCategory.STAROSTA_DISTRICT;
    const all = await client.listSettlements({ hromadaCode: VINNYTSIA, category });
    expect(all.settlements.map(({ code }) => code)).toEqual(
      starostaDistricts(VINNYTSIA)
        .map(({ code }) => code)
        .toSorted(),
    );
    const latin = all.settlements.find(({ code }) => code === first?.code)?.nameLatin ?? '';
    for (const search of [first?.name.toUpperCase() ?? '', latin]) {
      const { settlements } = await client.listSettlements({ oblastCode: VINNYTSKA_OBLAST, category, search });
      expect(settlements).toContainEqual(
        expect.objectContaining({ code: first?.code, nameUk: first?.name, category, hromadaCode: VINNYTSIA }),
      );
    }
    const { nextPageToken } = await client.listSettlements({ hromadaCode: VINNYTSIA, category, pageSize: 1 });
    const page = { hromadaCode: VINNYTSIA, category, pageSize: 1, pageToken: nextPageToken };
    expect((await client.listSettlements(page)).settlements).toHaveLength(second === undefined ? 0 : 1);
    const { settlements: others } = await client.listSettlements({ search: first?.name ?? '' });
    expect(others.every((each) => each.category !== category)).toBe(true);
  });

  test('settlements have the status of their hromada', async () => {
    const { settlements } = await client.listSettlements({ hromadaCode: KHERSON, asOfDate: '2022-10-15' });
    expect(new Set(settlements.map(({ state }) => state?.status))).toEqual(new Set([TerritoryStatus.OCCUPIED]));
  });

  test('settlements of AR Crimea have the status of the republic, whose hromadas are not in the table', async () => {
    const { settlements } = await client.listSettlements({ oblastCode: 'UA01000000000013043', pageSize: 500 });
    const states = settlements.map(({ state }) => `${state?.status} ${state?.statusSince}`);
    expect([states.length, new Set(states)]).toEqual([500, new Set([`${TerritoryStatus.OCCUPIED} 2014-02-20`])]);
  });
});

describe('a point', () => {
  test.each([
    ['inside', 49.3, 28.6, VINNYTSIA, LocationCertainty.INSIDE],
    ['near a border', 45.255, 30.204, 'UA51080010000087690', LocationCertainty.NEAR_BORDER],
    ['at sea', 46.45, 30.85, 'UA51100270000073549', LocationCertainty.OFFSHORE],
    ['in Sevastopol', 44.605, 33.56, 'UA85000000000065278', LocationCertainty.INSIDE],
  ])('%s is located', async (_where, latitude, longitude, hromadaCode, certainty) => {
    const answer = await client.locatePoint({ point: { latitude, longitude } });
    expect(answer).toMatchObject({ hromadaCode, certainty });
    expect(answer.oblastCode.slice(0, 4)).toBe(hromadaCode.slice(0, 4));
    expect(answer.distanceToBorderMetres).toBeGreaterThan(0);
    expect(answer.attribution).toMatch(/CC BY 4\.0.*no legal force/);
  });

  test('in AR Crimea is located in the republic, and in no hromada', async () => {
    expect(await client.locatePoint({ point: { latitude: 44.952, longitude: 34.102 } })).toMatchObject({
      hromadaCode: '',
      oblastCode: 'UA01000000000013043',
      certainty: LocationCertainty.INSIDE,
    });
  });

  test.each([
    ['no point', undefined],
    ['a point abroad', { latitude: 50.6, longitude: 36.58 }],
    ['a point far away', { latitude: 0, longitude: 0 }],
    ['no number', { latitude: Number.NaN, longitude: 28 }],
    ['infinity', { latitude: 49, longitude: Number.POSITIVE_INFINITY }],
  ])('is refused: %s', async (_what, point) => {
    const refusal = await refusalOf(client.locatePoint({ point }));
    expect([refusal.code, refusal.fields]).toEqual(['INVALID_ARGUMENT', ['point']]);
    expect(JSON.stringify(refusal)).not.toContain('36.58');
  });
});

describe('invalid input', () => {
  test('5 MB of text', async () => {
    const search = 'а'.repeat(2_600_000);
    expect(await refusalOf(client.listHromadas({ search }))).toMatchObject({ code: 'RESOURCE_EXHAUSTED' });
  });

  test.each([
    ['UA05', 'INVALID_ARGUMENT'],
    ['', 'INVALID_ARGUMENT'],
    [CITY_OF_VINNYTSIA, 'INVALID_ARGUMENT'],
    [VINNYTSKA_OBLAST, 'INVALID_ARGUMENT'],
    [UNKNOWN, 'NOT_FOUND'],
  ])('the code %j where a hromada is required', async (hromadaCode, code) => {
    expect(await refusalOf(client.getHromada({ hromadaCode }))).toMatchObject({ code });
    if (hromadaCode !== '') expect(await refusalOf(client.listSettlements({ hromadaCode }))).toMatchObject({ code });
  });

  test.each([
    ['search', { search: 'Вінни\u0007цька' }],
    ['search', { search: "-'" }],
    ['search', { search: 'а'.repeat(101) }],
    ['oblast_code', { oblastCode: VINNYTSIA }],
    ['as_of_date', { asOfDate: 'yesterday' }],
    ['page_size', { pageSize: 501 }],
    ['page_token', { pageToken: 'x' }],
  ])('of both lists: %s', async (field, given) => {
    for (const call of [client.listHromadas(given), client.listSettlements(given)]) {
      expect(await refusalOf(call)).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
    }
  });

  test('a raion code that is none, and a page token of another filter', async () => {
    expect(await refusalOf(client.listHromadas({ raionCode: VINNYTSIA }))).toMatchObject({ fields: ['raion_code'] });
    const { nextPageToken: pageToken } = await client.listHromadas({ oblastCode: VINNYTSKA_OBLAST, pageSize: 2 });
    const other = await refusalOf(client.listHromadas({ pageToken, pageSize: 2 }));
    expect(other).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['page_token'] });
    const otherList = await refusalOf(client.listSettlements({ pageToken, oblastCode: VINNYTSKA_OBLAST }));
    expect(otherList).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['page_token'] });
  });

  test('a caller without the scope', async () => {
    const stranger = connect(registry.port, 'nats');
    const calls = [
      stranger.getHromada({ hromadaCode: VINNYTSIA }),
      stranger.locatePoint({ point: { latitude: 49.2, longitude: 28.4 } }),
    ];
    for (const call of calls) expect(await refusalOf(call)).toMatchObject({ code: 'PERMISSION_DENIED' });
    stranger.close();
  });
});

describe('a part of a hromada', () => {
  test('the code of a merged settlement or starosta district resolves, with its history and its successor', async () => {
    const [gone = '', next = ''] = settlementsOf(OTHER).map(({ code }) => code);
    const merger = { kind: TerritoryChangeKind.MERGED, effectiveDate: '2026-03-01', source: 'постанова' };
    await client.recordTerritoryChange({ ...merger, code: gone, successorCode: next });
    const { settlement, changes } = await client.getSettlement({ settlementCode: gone });
    expect(settlement).toMatchObject({ code: gone, hromadaCode: OTHER });
    expect(settlement?.state).toMatchObject({ successorCode: next, mergedSince: '2026-03-01' });
    expect(changes).toMatchObject([{ kind: TerritoryChangeKind.MERGED, successorCode: next }]);
    const before = await client.getSettlement({ settlementCode: gone, asOfDate: '2026-02-28' });
    expect(before.settlement?.state?.successorCode).toBe('');
    const [former = '', district = ''] = starostaDistricts(MERGED).map(({ code }) => code);
    await client.recordTerritoryChange({ ...merger, code: former, successorCode: district });
    await client.recordTerritoryChange({ ...merger, code: MERGED, successorCode: SUCCESSOR });
    const found = await client.getStarostaDistrict({ starostaDistrictCode: former });
    expect(found).toMatchObject({ hromadaCode: SUCCESSOR, changes: [{ successorCode: district }] });
    expect(found.starostaDistrict?.state).toMatchObject({ successorCode: district, mergedSince: '2026-03-01' });
    const earlier = await client.getStarostaDistrict({ starostaDistrictCode: former, asOfDate: '2026-02-28' });
    expect(earlier.hromadaCode).toBe(MERGED);
  });

  test.each([
    ['of a hromada', VINNYTSIA, VINNYTSIA, 'INVALID_ARGUMENT'],
    ['that is none', 'x', 'x', 'INVALID_ARGUMENT'],
    ['that is unknown', 'UA05020990990099999', '0000000000', 'NOT_FOUND'],
  ])(
    'a settlement or starosta district by a code %s is refused',
    async (_, settlementCode, starostaDistrictCode, code) => {
      const [settlement, district] = [
        client.getSettlement({ settlementCode }),
        client.getStarostaDistrict({ starostaDistrictCode }),
      ];
      expect(await refusalOf(settlement)).toMatchObject({ code });
      expect(await refusalOf(district)).toMatchObject({ code });
      const bad = client.getSettlement({ settlementCode: CITY_OF_VINNYTSIA, asOfDate: '2026-02-30' });
      expect(await refusalOf(bad)).toMatchObject({ fields: ['as_of_date'] });
    },
  );
});
