import { rows } from '@safe-community/database';
import { decidedDistricts, kyivDay, resolvePlace, responsibleOfficer, servedPlace } from '@safe-community/domain-kit';
import {
  MERGED_PLACE_CASES,
  MERGED_PLACES,
  randomTerritory,
  type MergedPlaceCase,
  type RandomTerritory,
} from '@safe-community/testkit';
import { findSettlement, findStarostaDistrict } from '@safe-community/territory';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rosterOf, unitOfficers } from './roster.ts';
import { unitsOn } from './units.ts';
import { misroutedStatement } from '../incident/misrouted.store.ts';
import { branchKeys, IN_HROMADAS, OFFICER, officersAsObject } from './routed-incidents.store.ts';
import { nodesOf, rowsRead, sum, thrownAway, type Explained } from '../../test/explained.ts';
import { openStoredMonths } from '../../test/store-months.ts';

let stored: Awaited<ReturnType<typeof openStoredMonths>>;
beforeAll(async () => {
  stored = await openStoredMonths();
});
afterAll(() => stored.close());

test('re-routing reads the index of open incidents and no other incident', async () => {
  const hromadas = ['UA-10', 'UA-20'];
  const [explained] = await rows<Explained>(
    stored.database.em.fork(),
    `explain (analyze, format json, buffers off) ${misroutedStatement(IN_HROMADAS, OFFICER)}`,
    [beatsOf(hromadas), 100, hromadas, await keysOf(hromadas)],
  );
  const nodes = nodesOf(explained!);
  const parts = await rows<{ name: string }>(
    stored.database.em.fork(),
    `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'incident_to_route'::regclass`,
  );
  const looked = nodes.flatMap((node) => node['Index Name'] ?? []);
  expect(parts.map(({ name }) => name)).toEqual(expect.arrayContaining(looked));
  expect(looked.length).toBeGreaterThanOrEqual(10);
  // A hundred open incidents in each hromada.
  const scans = nodes.filter((node) => node['Relation Name'] !== undefined);
  expect(sum(scans, rowsRead)).toBe(200);
  expect(sum(scans, thrownAway)).toBe(0);
});

test('re-routing reads each open incident once, however many beats there are', async () => {
  const beats = Array.from({ length: 1_500 }, (_, index) => `UA-${index}`);
  const explained = await rows<Explained>(
    stored.database.em.fork(),
    `explain (analyze, format json, buffers off) ${misroutedStatement(IN_HROMADAS, OFFICER)}`,
    [beatsOf(beats), 100, ['UA-10', 'UA-20'], await keysOf(['UA-10', 'UA-20'])],
  );
  expect(nodesOf(explained[0]!).filter((node) => /Join|Loop|CTE|Function/.test(node['Node Type']))).toEqual([]);
});

const NOW = new Date('2026-05-01T12:00:00Z');
const units = unitsOn(
  '2026-05-01',
  new Map(
    [...MERGED_PLACES].map(([code, successorCode]) => [code, { code, successorCode, effectiveOn: '2026-01-01' }]),
  ),
  decidedDistricts([]),
);

function rosterOfCase(beats: MergedPlaceCase['beats'], officers: ReadonlyMap<string, string>) {
  const known = beats.map(({ hromadaCode, unitCode }) => ({ beatId: unitCode, hromadaCode, unitCodes: [unitCode] }));
  const assignments = beats.map(({ unitCode, role }) => ({
    beatId: unitCode,
    officerId: officers.get(unitCode) ?? '',
    role,
    deputyOrder: 0,
    active: true,
    startsAt: new Date(0),
    endsAt: undefined,
  }));
  return rosterOf(known, assignments);
}

// The registry runs the same table: apps/officer-registry/src/responsibility/merged-places.unit.test.ts.
test.each(MERGED_PLACE_CASES)(
  'after mergers, a report and the re-routing find the officer of $title',
  async (given) => {
    const { beats, named, unitCode } = given;
    const officers = new Map(beats.map((beat) => [beat.unitCode, randomUUID()]));
    const expected = officers.get(unitCode) ?? null;
    const roster = rosterOfCase(beats, officers);
    const own =
      findStarostaDistrict(named.starostaDistrictCode)?.hromadaCode ??
      findSettlement(named.settlementCode)?.hromadaCode;
    const resolved = resolvePlace({ ...named, hromadaCode: named.hromadaCode || (own ?? '') }, units);
    const { duties, place } = servedPlace((code) => roster.get(code) ?? new Map(), resolved, NOW);
    expect(responsibleOfficer(duties, place, NOW)?.assignment.officerId ?? null).toBe(expected);
    const statement = `select ${OFFICER} as officer_id from (
    select $2::text as hromada_code, $3::text as starosta_district_code, $4::text as settlement_code,
      $5::uuid as responsible_officer_id) i`;
    const object = officersAsObject(unitOfficers(roster, units, NOW));
    const parts = [named.starostaDistrictCode, named.settlementCode];
    // As the incident is stored now, and as one is stored that was reported before the merger.
    for (const hromadaCode of [resolved.place.hromadaCode, named.hromadaCode || (own ?? '')]) {
      const values = [object, hromadaCode, ...parts, expected];
      const [found] = await rows<{ officer_id: string | null }>(stored.database.em.fork(), statement, values);
      expect(found?.officer_id).toBe(expected);
    }
  },
);

test('after random mergers and decisions about starosta districts, a report and the re-routing find the officer of the common rule', async () => {
  const statement = `select ${OFFICER} as officer_id from (
    select $2::text as hromada_code, $3::text as starosta_district_code, $4::text as settlement_code,
      $5::uuid as responsible_officer_id) i`;
  const em = stored.database.em.fork();
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (draw) => {
      const number = (limit: number) => draw(fc.nat, { max: limit - 1 });
      const given = randomTerritory(number);
      const { parts, expected, object, own, current, ofOwn, ofMerged } = inIntake(given);
      const officerOf = async (hromadaCode: string, former: string | null) =>
        (await rows<{ officer_id: string | null }>(em, statement, [object, hromadaCode, ...parts, former]))[0]
          ?.officer_id;
      const former = ofMerged[number(ofMerged.length + 1)] ?? null;
      // It keeps an officer of the merged hromadas if none of them is the one of its place.
      const isKept = former !== null && ofOwn === undefined && ofMerged.includes(expected ?? '');
      // As an incident is stored that was reported before the mergers, then as one that was reported later.
      expect(await officerOf(own, former)).toBe(isKept ? former : expected);
      const isVague = own !== current && parts.every((part) => part === '') && ofOwn !== undefined;
      const vague = former ?? ofMerged[0];
      expect(await officerOf(current, former)).toBe(isKept || (isVague && ofMerged.length > 0) ? vague : expected);
    }),
    { numRuns: 2_000 },
  );
});

/** The answer of the rule that all services share, and what intake needs for its own. */
function inIntake({ successors, decisions, at, beats, named, units: defined }: RandomTerritory) {
  const known = beats.map(({ hromadaCode, unitCode }) => ({ beatId: unitCode, hromadaCode, unitCodes: [unitCode] }));
  const officers = new Map(beats.map(({ unitCode }) => [unitCode, randomUUID()]));
  const roster = rosterOf(
    known,
    beats.map(({ unitCode, role, active }) => ({
      beatId: unitCode,
      officerId: officers.get(unitCode) ?? '',
      role,
      active,
      deputyOrder: 0,
      startsAt: new Date(0),
      endsAt: undefined,
    })),
  );
  const ofIntake = unitsOn(
    kyivDay(at),
    new Map([...successors].map(([code, successorCode]) => [code, { code, successorCode, effectiveOn: '2026-01-01' }])),
    decidedDistricts(decisions),
  );
  const resolved = resolvePlace(named, defined);
  const { duties, place } = servedPlace((code) => roster.get(code) ?? new Map(), resolved, at);
  const expected = responsibleOfficer(duties, place, at)?.assignment.officerId ?? null;
  expect(resolvePlace(named, ofIntake)).toEqual(resolved);
  const own = named.hromadaCode || defined.hromadaOf(named.starostaDistrictCode, named.settlementCode);
  const current = resolved.place.hromadaCode;
  const serves = (code: string) => beats.some(({ unitCode, active }) => active && unitCode === code);
  const officerIn = (code: string) => (serves(code) ? officers.get(code) : undefined);
  const ofMerged = serves(current)
    ? []
    : defined.mergedInto(current).flatMap((code): string[] => [officerIn(code) ?? []].flat());
  const object = officersAsObject(unitOfficers(roster, ofIntake, at));
  return {
    parts: [named.starostaDistrictCode, named.settlementCode],
    expected,
    object,
    own,
    current,
    ofOwn: officerIn(own),
    ofMerged,
  };
}

function keysOf(hromadas: readonly string[]): Promise<string[]> {
  return branchKeys(stored.database.em.fork(), hromadas);
}

function beatsOf(hromadas: readonly string[]): string {
  return officersAsObject({
    officers: hromadas.map((unitCode) => ({ unitCode, officerId: randomUUID(), isDistrictOfficer: false })),
    movedTo: new Map(),
    former: new Map(),
    merged: new Map(),
    districts: { bySettlement: new Map(), decided: [] },
  });
}
