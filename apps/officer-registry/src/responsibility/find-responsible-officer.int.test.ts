import { setTimeout as sleep } from 'node:timers/promises';
import { LocationCertainty } from '@safe-community/contracts/officers/v1/located_point.ts';
import { AssignmentRole, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import {
  TerritoryChangeKind,
  TerritoryServiceService,
} from '@safe-community/contracts/officers/v1/territory_service.ts';
import { addDays, kyivDay } from '@safe-community/domain-kit';
import { eventually, refusalOf, testClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hromadas, locate } from '@safe-community/territory';
import { beat, VINNYTSIA } from '../../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';

const DISTRICT = '0520655500';
const OTHER_HROMADA = 'UA05020070000010139';

let registry: RunningRegistry;
beforeAll(async () => {
  registry = await runRegistry();
});
afterAll(() => registry.stop());

test('finds the nearest officer, from the deputy of the hromada up to the primary of the district', async () => {
  const { PRIMARY, DEPUTY } = AssignmentRole;
  expect(await refusalOf(registry.client.findResponsibleOfficer(VINNYTSIA, DISTRICT))).toMatchObject({
    code: 'NOT_FOUND',
    reason: 'NOBODY_RESPONSIBLE',
  });
  const steps = [
    [beat(VINNYTSIA), DEPUTY],
    [beat(VINNYTSIA), PRIMARY],
    [beat(VINNYTSIA, DISTRICT), DEPUTY],
    [beat(VINNYTSIA, DISTRICT), PRIMARY],
  ] as const;
  for (const [place, role] of steps) {
    const officerId = await registerAndAssign(place, role);
    // At once: a caller with the answer to the assignment sees its effect.
    const found = await registry.client.findResponsibleOfficer(VINNYTSIA, DISTRICT);
    expect(found).toMatchObject({ officer: { officerId }, beat: place, role });
  }
  const found = await registry.client.findResponsibleOfficer(VINNYTSIA);
  expect(found).toMatchObject({ beat: beat(VINNYTSIA), role: PRIMARY });
  expect(found.officer).toEqual((await registry.client.getOfficer(found.officer?.officerId ?? '')).officer);
});

test('finds the deputy while the primary is on leave', async () => {
  await registerAndAssign(beat(OTHER_HROMADA), AssignmentRole.PRIMARY, OfficerState.ON_LEAVE);
  expect(await refusalOf(registry.client.findResponsibleOfficer(OTHER_HROMADA))).toMatchObject({ code: 'NOT_FOUND' });
  const deputy = await registerAndAssign(beat(OTHER_HROMADA), AssignmentRole.DEPUTY);
  const found = await registry.client.findResponsibleOfficer(OTHER_HROMADA);
  expect(found).toMatchObject({ officer: { officerId: deputy }, role: AssignmentRole.DEPUTY });
});

test('an officer who was queried before is returned with later changes', async () => {
  const hromada = hromadaAt(22);
  const officerId = await registerAndAssign(beat(hromada), AssignmentRole.DEPUTY);
  await registry.client.findResponsibleOfficer(hromada);
  await registry.client.assignOfficer({ officerId, beat: beat(hromada) });
  const found = await registry.client.findResponsibleOfficer(hromada);
  expect(found).toMatchObject({ officer: { officerId }, role: AssignmentRole.PRIMARY });
  expect(found.officer?.assignments).toMatchObject([{ role: AssignmentRole.PRIMARY }]);
});

test.each([
  ['hromada_code', '', ''],
  ['hromada_code', 'UA05020030000031458', ''],
  ['starosta_district_code', VINNYTSIA, '0520680500'],
])('rejects a bad %s by name', async (field, hromada, district) => {
  const refusal = await refusalOf(registry.client.findResponsibleOfficer(hromada, district));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
});

test.each([
  // In the middle of the hromada of Vinnytsia, and on its border with that of Ahronomichne.
  ['inside', LocationCertainty.INSIDE, { latitude: 49.2331, longitude: 28.4682 }],
  ['near a border', LocationCertainty.NEAR_BORDER, nearBorder()],
])('says that a point is %s, and how far the border is', async (_, certainty, location) => {
  const { code = '', distanceToBorderMetres = 0 } = locate(location) ?? {};
  await registerAndAssign(beat(code), AssignmentRole.DEPUTY);
  const expected = { certainty, distanceToBorderMetres };
  expect(await registry.client.findResponsibleOfficer('', '', { location })).toMatchObject(expected);
  expect(distanceToBorderMetres <= 250).toBe(certainty === LocationCertainty.NEAR_BORDER);
  const named = { hromadaCode: code, starostaDistrictCode: '', settlementCode: '' };
  const { results } = await registry.client.batchFindResponsibleOfficers({
    places: [
      { ...named, hromadaCode: '', location },
      { ...named, location: undefined },
    ],
  });
  const byCode = { certainty: LocationCertainty.UNSPECIFIED, distanceToBorderMetres: 0 };
  expect(results.map(({ found: each }) => each)).toMatchObject([expected, byCode]);
  // The cached answer of the officer does not keep the certainty of a point.
  expect(await registry.client.findResponsibleOfficer(code)).toMatchObject(byCode);
});

test('of a point in AR Crimea no hromada is guessed, and no officer is claimed', async () => {
  // Where the centre of a hromada is.
  const location = { latitude: 44.952, longitude: 34.102 };
  for (const asOfTime of [undefined, new Date()]) {
    const refusal = await refusalOf(registry.client.findResponsibleOfficer('', '', { location, asOfTime }));
    expect(refusal).toMatchObject({ code: 'NOT_FOUND', reason: 'HROMADA_UNKNOWN' });
  }
  const nowhere = { hromadaCode: '', starostaDistrictCode: '', settlementCode: '' };
  const { results } = await registry.client.batchFindResponsibleOfficers({ places: [{ ...nowhere, location }] });
  expect(results).toMatchObject([{ found: undefined, refusal: 'HROMADA_UNKNOWN' }]);
});

test('in occupied territory nobody is named, not even who is still assigned; before that day somebody is', async () => {
  const hromadaCode = hromadaAt(31);
  const officerId = await registerAndAssign(beat(hromadaCode), AssignmentRole.PRIMARY);
  expect(await registry.client.findResponsibleOfficer(hromadaCode)).toMatchObject({ officer: { officerId } });
  const assignedTime = new Date();
  const territory = testClient(TerritoryServiceService, registry.port);
  const effectiveDate = addDays(kyivDay(assignedTime), 1);
  const change = { kind: TerritoryChangeKind.OCCUPIED, effectiveDate, source: 'наказ' };
  await territory.recordTerritoryChange({ code: hromadaCode, ...change });
  territory.close();
  const asOfTime = new Date(`${addDays(effectiveDate, 1)}T12:00:00Z`);
  const refused = { code: 'NOT_FOUND', reason: 'TERRITORY_OCCUPIED' };
  await eventually(async () =>
    expect(await refusalOf(registry.client.findResponsibleOfficer(hromadaCode, '', { asOfTime }))).toMatchObject(
      refused,
    ),
  );
  const place = { hromadaCode, starostaDistrictCode: '', settlementCode: '', location: undefined };
  const { results } = await registry.client.batchFindResponsibleOfficers({ places: [place], asOfTime });
  expect(results).toMatchObject([{ found: undefined, refusal: 'TERRITORY_OCCUPIED' }]);
  expect(await registry.client.findResponsibleOfficer(hromadaCode)).toMatchObject({ officer: { officerId } });
});

/** A point some steps north of Vinnytsia, where the border of its hromada is near. */
function nearBorder() {
  for (let latitude = 49.2331; latitude < 50; latitude += 0.001) {
    const point = { latitude, longitude: 28.4682 };
    if (locate(point)?.certainty === 'near_border') return point;
  }
  throw new Error('the hromada has a border in the north');
}

test('denies a caller without the scope', async () => {
  expect(await refusalOf(registry.unprivileged.findResponsibleOfficer(VINNYTSIA))).toMatchObject({
    code: 'PERMISSION_DENIED',
  });
});

test('a replica loads committed data at its start, and sees later commits of another replica', async () => {
  const hromada = hromadaAt(20);
  const first = await registerAndAssign(beat(hromada), AssignmentRole.DEPUTY);
  const replica = await registry.startReplica();
  expect((await replica.findResponsibleOfficer(hromada)).officer?.officerId).toBe(first);
  const second = await registerAndAssign(beat(hromada), AssignmentRole.PRIMARY);
  await eventually(async () => expect((await replica.findResponsibleOfficer(hromada)).officer?.officerId).toBe(second));
});

test('after a restore from a backup with a new epoch, memory matches the backup', async () => {
  const hromada = hromadaAt(21);
  await registerAndAssign(beat(hromada), AssignmentRole.PRIMARY);
  await registry.sql(
    'delete from beat_assignment using beat where beat.beat_id = beat_assignment.beat_id and hromada_code = $1',
    [hromada],
  );
  await sleep(1_200);
  expect(await registry.client.findResponsibleOfficer(hromada)).toBeDefined();
  await registry.sql('update ledger_epoch set epoch = gen_random_uuid()');
  await eventually(async () =>
    expect(await refusalOf(registry.client.findResponsibleOfficer(hromada))).toMatchObject({ code: 'NOT_FOUND' }),
  );
});

test('when events were pruned before a replica read them, it reads everything again', async () => {
  const hromada = hromadaAt(23);
  await registerAndAssign(beat(hromada), AssignmentRole.PRIMARY);
  await eventually(async () => expect(await registry.client.findResponsibleOfficer(hromada)).toBeDefined());
  // As if the pruned event were the dismissal.
  await registry.sql(
    `with gone as (delete from beat_assignment using beat where beat.beat_id = beat_assignment.beat_id and hromada_code = $1),
       head as (update ledger_head set position = position + 1 returning position)
     update ledger_pruned set position = head.position from head`,
    [hromada],
  );
  await eventually(async () =>
    expect(await refusalOf(registry.client.findResponsibleOfficer(hromada))).toMatchObject({ code: 'NOT_FOUND' }),
  );
});

async function registerAndAssign(
  place: ReturnType<typeof beat>,
  role: AssignmentRole,
  state: OfficerState = OfficerState.ACTIVE,
): Promise<string> {
  const { officerId } = await registry.client.registerOfficer({ state });
  await registry.client.assignOfficer({ officerId, beat: place, role });
  return officerId;
}

function hromadaAt(index: number): string {
  return hromadas()[index]?.code ?? '';
}
