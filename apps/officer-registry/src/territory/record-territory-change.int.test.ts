import { randomUUID } from 'node:crypto';
import { TerritoryChanged, TerritoryUnitListed } from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import {
  TerritoryChangeKind as Kind,
  TerritoryServiceService as Territory,
  TerritoryStatus,
  type RecordTerritoryChangeRequest,
} from '@safe-community/contracts/officers/v1/territory_service.ts';
import { systemClock } from '@safe-community/service-kit';
import { findHromada, locate, starostaDistricts } from '@safe-community/territory';
import { eventually, refusalOf, testClient } from '@safe-community/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VINNYTSIA, VINNYTSKA_OBLAST } from '../../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';

const KHERSON = 'UA65100150000057191';
const CITY_OF_VINNYTSIA = 'UA05020030010063857';
const KAMIANETS = 'UA68020110000071202';
const PLANNED = 'UA05020110000052014';
const UNKNOWN = 'UA05020990000012345';
const MERGED = 'UA05020010000053508';
const SUCCESSOR = 'UA05020070000010139';
let now = new Date('2026-11-27T10:00:00Z');
const NAMES = { former: 'Вороновицька', now: 'Нововороновицька', code: 'UA05020050000066991' };

let registry: RunningRegistry;
let client: ReturnType<typeof connect>;
const connect = (port: number, identity?: 'client' | 'nats') => testClient(Territory, port, identity);

beforeAll(async () => {
  registry = await runRegistry({ clock: { ...systemClock, now: () => now } });
  client = connect(registry.port);
});
afterAll(async () => {
  client.close();
  await registry.stop();
});

function recordChange(given: Partial<RecordTerritoryChangeRequest>) {
  return client.recordTerritoryChange({
    code: NAMES.code,
    kind: Kind.OCCUPIED,
    effectiveDate: '2026-03-01',
    source: 'постанова Верховної Ради',
    ...given,
  });
}

/** The names under which the events list a unit. */
async function listedNames(code: string): Promise<string[]> {
  const events = await registry.sql(
    `select body from ledger_event where type like '%territory-unit-listed' order by position`,
  );
  const listed = events.map(({ body }) => TerritoryUnitListed.decode(body as Buffer));
  return listed.filter((unit) => unit.code === code).map(({ name }) => name);
}

/** A point whose neighbour is the merged hromada. @param code the hromada at the point; by default another than SUCCESSOR. */
function besideMerged(code?: string): { latitude: number; longitude: number } {
  const { latitude = 0, longitude = 0 } = findHromada(MERGED) ?? {};
  for (let step = 0; step < 160_000; step += 1) {
    const point = { latitude: latitude - 0.4 + (step % 400) / 500, longitude: longitude - 0.4 + step / 200_000 };
    const located = locate(point);
    if (located?.neighbourCode !== MERGED) continue;
    if (code === undefined ? located.code !== SUCCESSOR : located.code === code) return point;
  }
  throw new Error('no point has this neighbour');
}

/** How many renamings have come and are not listed. */
async function unlisted(): Promise<number> {
  const [found] = await registry.sql(
    `select count(*)::int as count from territory_change
     where kind = 'renamed' and not listed and effective_on < '2026-12-03'`,
  );
  return Number(found?.['count']);
}

async function changedEvents() {
  const events = await registry.sql(
    `select subject, body from ledger_event where type like '%territory-changed' order by position`,
  );
  return events.map(({ subject, body }) => ({
    subject: subject as string,
    event: TerritoryChanged.decode(body as Buffer),
  }));
}

describe('a recorded change', () => {
  test('renames a hromada: the old name holds before, is still found, and consumers get the new one', async () => {
    const requestId = randomUUID();
    const given = { requestId, kind: Kind.RENAMED, nameUk: NAMES.now, effectiveDate: '2026-02-01' };
    const { change } = await recordChange(given);
    expect(change).toMatchObject({ code: NAMES.code, formerNameUk: NAMES.former, nameUk: NAMES.now, exact: true });
    const before = await registry.rowCount();
    expect(await recordChange(given)).toEqual({ change });
    expect(await registry.rowCount()).toBe(before);
    expect(await refusalOf(recordChange({ ...given, nameUk: 'Інша' }))).toMatchObject({ reason: 'REQUEST_ID_REUSED' });
    expect(await refusalOf(recordChange({ ...given, requestId: randomUUID() }))).toMatchObject({
      code: 'FAILED_PRECONDITION',
      reason: 'CHANGE_KNOWN',
    });
    const nameOn = async (asOfDate: string) =>
      (await client.getHromada({ hromadaCode: NAMES.code, asOfDate })).hromada?.nameUk;
    expect([await nameOn('2026-01-31'), await nameOn('2026-02-01'), await nameOn('')]).toEqual([
      NAMES.former,
      NAMES.now,
      NAMES.now,
    ]);
    for (const search of [NAMES.former, 'novovoronovytska']) {
      const found = await client.listHromadas({ search, oblastCode: VINNYTSKA_OBLAST });
      expect(found.hromadas.map(({ code }) => code)).toEqual([NAMES.code]);
    }
    expect((await changedEvents()).at(-1)).toMatchObject({
      subject: `safecommunity.officers.v1.territory-changed.${VINNYTSKA_OBLAST}.${NAMES.code}`,
      event: { kind: Kind.RENAMED, name: NAMES.now, effectiveDate: '2026-02-01' },
    });
    const [listed] = await registry.sql(`select name from territory_unit where code = $1`, [NAMES.code]);
    expect(listed).toEqual({ name: NAMES.now });
  });

  test('of the future holds from its day on, and changes nothing now', async () => {
    await recordChange({ code: KAMIANETS, kind: Kind.RENAMED, nameUk: 'Майбутня', effectiveDate: '2027-01-01' });
    const nameOn = async (asOfDate: string) =>
      (await client.getHromada({ hromadaCode: KAMIANETS, asOfDate })).hromada?.nameUk;
    expect(await nameOn('2027-01-01')).toBe('Майбутня');
    expect(await nameOn('')).not.toBe('Майбутня');
    expect(await registry.sql(`select 1 from territory_unit where code = $1`, [KAMIANETS])).toEqual([]);
  });

  test('of the future is listed once when its day has come, even if the service was down that day', async () => {
    const code = PLANNED;
    const planned = { code, kind: Kind.RENAMED };
    await recordChange({ ...planned, nameUk: 'Перша', effectiveDate: '2026-12-01' });
    await recordChange({ ...planned, nameUk: 'Друга', effectiveDate: '2026-12-02' });
    await recordChange({ ...planned, nameUk: 'Третя', effectiveDate: '2027-06-01' });
    await recordChange({
      code: '0520680800',
      kind: Kind.RENAMED,
      nameUk: 'Старостинська',
      effectiveDate: '2026-12-01',
    });
    expect(await listedNames(code)).toEqual([]);
    const before = now;
    now = new Date('2026-12-03T00:00:00Z');
    // A start runs the job at once, here in two replicas.
    await Promise.all([registry.startReplica(), registry.startReplica()]);
    await eventually(async () => expect(await unlisted()).toBe(0));
    expect(await listedNames(code)).toEqual(['Друга']);
    const [unit] = await registry.sql('select name from territory_unit where code = $1', [code]);
    expect(unit).toEqual({ name: 'Друга' });
    await registry.startReplica();
    expect(await listedNames(code)).toEqual(['Друга']);
    now = before;
  });

  test('merges a hromada: the old code resolves, names its successor, and leaves the list', async () => {
    const settlementsOf = async (hromadaCode: string, asOfDate = '') =>
      (await client.listSettlements({ hromadaCode, asOfDate, pageSize: 500 })).settlements;
    const [own, successors] = [await settlementsOf(MERGED), await settlementsOf(SUCCESSOR)];
    await recordChange({ code: MERGED, kind: Kind.MERGED, successorCode: SUCCESSOR, effectiveDate: '2026-03-01' });
    const { hromada, changes } = await client.getHromada({ hromadaCode: MERGED });
    expect(hromada?.state).toMatchObject({ successorCode: SUCCESSOR, mergedSince: '2026-03-01' });
    expect(changes).toMatchObject([{ kind: Kind.MERGED, successorCode: SUCCESSOR }]);
    const search = 'агрономічна';
    expect((await client.listHromadas({ search })).hromadas).toEqual([]);
    expect((await client.listHromadas({ search, includeMerged: true })).hromadas).toHaveLength(1);
    expect((await client.listHromadas({ search, asOfDate: '2026-02-28' })).hromadas).toHaveLength(1);
    const after = await settlementsOf(SUCCESSOR);
    expect(after).toHaveLength(own.length + successors.length);
    expect(new Set(after.map(({ hromadaCode }) => hromadaCode))).toEqual(new Set([SUCCESSOR]));
    expect(await settlementsOf(SUCCESSOR, '2026-02-28')).toHaveLength(successors.length);
    const whole = await client.getHromada({ hromadaCode: SUCCESSOR });
    expect(whole.settlements).toBe(after.length);
    const districts = [MERGED, SUCCESSOR].flatMap((code) => starostaDistricts(code).map((each) => each.code));
    expect(whole.starostaDistricts.map(({ code }) => code)).toEqual(districts.toSorted());
    const located = await client.locatePoint({ point: { latitude: 49.193, longitude: 28.373 } });
    expect(located.hromadaCode).toBe(SUCCESSOR);
    const beside = await client.locatePoint({ point: besideMerged() });
    expect(beside).toMatchObject({ neighbourCode: SUCCESSOR });
    expect(beside.hromadaCode).not.toBe(SUCCESSOR);
    expect(await client.locatePoint({ point: besideMerged(SUCCESSOR) })).toMatchObject({
      hromadaCode: SUCCESSOR,
      neighbourCode: '',
    });
    for (const refused of [
      { code: MERGED, kind: Kind.FRONTLINE, effectiveDate: '2026-04-01' },
      { code: VINNYTSIA, kind: Kind.MERGED, successorCode: MERGED },
    ]) {
      expect(await refusalOf(recordChange(refused))).toMatchObject({ reason: 'UNIT_MERGED' });
    }
  });

  test('when the successor is occupied, so are the settlements of the merged hromada', async () => {
    await recordChange({ code: SUCCESSOR, kind: Kind.OCCUPIED, effectiveDate: '2026-05-01' });
    const { settlements } = await client.listSettlements({ hromadaCode: SUCCESSOR, pageSize: 500 });
    expect(new Set(settlements.map(({ state }) => state?.status))).toEqual(new Set([TerritoryStatus.OCCUPIED]));
    const { starostaDistricts: districts } = await client.getHromada({ hromadaCode: SUCCESSOR });
    expect(new Set(districts.map(({ state }) => state?.status))).toEqual(new Set([TerritoryStatus.OCCUPIED]));
    await recordChange({ code: SUCCESSOR, kind: Kind.LIBERATED, effectiveDate: '2026-06-01' });
  });

  test('of a settlement and of a starosta district is theirs alone', async () => {
    await recordChange({ code: CITY_OF_VINNYTSIA, kind: Kind.FRONTLINE, knownByDate: true });
    await recordChange({ code: '0520655500', kind: Kind.RENAMED, nameUk: 'Новодеснянська' });
    const { settlements } = await client.listSettlements({ hromadaCode: VINNYTSIA });
    const near = settlements.filter(({ state }) => state?.status === TerritoryStatus.FRONTLINE);
    expect(near.map(({ code, state }) => [code, state?.statusSinceExact])).toEqual([[CITY_OF_VINNYTSIA, false]]);
    const { starostaDistricts } = await client.getHromada({ hromadaCode: VINNYTSIA });
    expect(starostaDistricts[0]).toMatchObject({ nameUk: 'Новодеснянська', nameLatin: 'Novodesnianska' });
    const [last] = (await changedEvents()).slice(-1);
    expect(last?.event).toMatchObject({ code: '0520655500', hromadaCode: VINNYTSIA, oblastCode: VINNYTSKA_OBLAST });
  });

  test('two mergers of two hromadas into each other at once cannot both succeed', async () => {
    const [a, b] = ['UA05020070000010139', 'UA05020090000067118'];
    const kind = Kind.MERGED;
    const answers = await Promise.allSettled([
      recordChange({ code: a, kind, successorCode: b }),
      recordChange({ code: b, kind, successorCode: a }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('an import renames from today on', async () => {
    const unit = {
      code: KHERSON,
      name: 'Херсонська оновлена',
      category: 'H',
      oblastCode: 'UA65000000000030969',
      raionCode: 'UA65100000000029736',
    };
    await registry.client.importTerritory({ units: [unit] });
    const { changes } = await client.getHromada({ hromadaCode: KHERSON });
    expect(changes.at(-1)).toMatchObject({
      kind: Kind.RENAMED,
      formerNameUk: 'Херсонська',
      effectiveDate: '2026-11-27',
    });
    const { hromada } = await client.getHromada({ hromadaCode: KHERSON, asOfDate: '2026-11-26' });
    expect(hromada?.nameUk).toBe('Херсонська');
  });
});

describe('invalid input changes nothing', () => {
  test.each<[string, Partial<RecordTerritoryChangeRequest>]>([
    ['request_id', { requestId: '' }],
    ['code', { code: 'UA05' }],
    ['kind', { kind: Kind.UNSPECIFIED }],
    ['kind', { kind: 99 as Kind }],
    ['effective_date', { effectiveDate: '2026-02-30' }],
    ['effective_date', { effectiveDate: '2030-01-01' }],
    ['name_uk', { kind: Kind.RENAMED, nameUk: 'Нова\u0000' }],
    ['name_uk', { kind: Kind.RENAMED, nameUk: 'Нова\u202e' }],
    ['successor_code', { kind: Kind.MERGED, successorCode: CITY_OF_VINNYTSIA }],
    ['source', { source: '' }],
  ])('of a change: %s %j', async (field, given) => {
    const before = await registry.rowCount();
    const refusal = await refusalOf(recordChange(given));
    expect([refusal.code, refusal.fields]).toEqual(['INVALID_ARGUMENT', [field]]);
    expect(await registry.rowCount()).toBe(before);
  });

  test('5 MB of text', async () => {
    const before = await registry.rowCount();
    const given = { kind: Kind.RENAMED, nameUk: 'а'.repeat(2_600_000) };
    expect(await refusalOf(recordChange(given))).toMatchObject({ code: 'RESOURCE_EXHAUSTED' });
    expect(await registry.rowCount()).toBe(before);
  });

  test.each<Partial<RecordTerritoryChangeRequest>>([
    { code: UNKNOWN },
    { code: '0500000000' },
    { code: 'UA05020030010000000' },
    { kind: Kind.MERGED, successorCode: UNKNOWN },
  ])('a unit that does not exist: %j', async (given) => {
    expect(await refusalOf(recordChange(given))).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('a caller without the scope', async () => {
    const stranger = connect(registry.port, 'nats');
    const call = stranger.recordTerritoryChange({ code: VINNYTSIA });
    expect(await refusalOf(call)).toMatchObject({ code: 'PERMISSION_DENIED' });
    stranger.close();
  });
});
