import { randomUUID } from 'node:crypto';
import { AssignmentRole, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import type { NewEvent } from '@safe-community/events';
import { eventually, refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fire, header, row, VINNYTSIA } from '../../test/messages.ts';
import {
  assigned,
  defined,
  listed,
  merged,
  startRegistryLedger,
  type Part,
  type RegistryLedger,
} from '../../test/registry-ledger.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';

const { DEPUTY, PRIMARY } = AssignmentRole;
const { ACTIVE, ON_LEAVE } = OfficerState;
const DISTRICT = '0520655500';
const OTHER_DISTRICT = '0520680800';
const YALTA = 'UA01160000000099999';
const CRIMEA = 'UA01000000000013043';

let intake: RunningIntake;
let registry: RegistryLedger;
let told = 0;
beforeAll(async () => {
  intake = await runIntake();
  registry = await startRegistryLedger(intake.nats);
});
afterAll(async () => {
  await registry.stop();
  await intake.stop();
});

/** The registry assigns officers, and intake has applied the events. */
async function assign(...parts: readonly Part[]): Promise<void> {
  await tell(...parts.map(assigned));
}

async function tell(...events: readonly NewEvent[]): Promise<void> {
  await registry.tell(...events);
  told += events.length;
  await eventually(async () => {
    const [checkpoint] = await intake.sql('select position::int from consumer_checkpoint');
    expect(checkpoint?.['position']).toBe(told);
  });
}

/** The responsible officer of a fire there. */
async function officerFor(districtCode = ''): Promise<string> {
  const report = fire({ starostaDistrictCode: districtCode });
  return (await intake.report({ report })).responsibleOfficerId;
}

/** Memory follows the checkpoint within a moment. */
function goesTo(officerId: string, districtCode = ''): Promise<void> {
  return eventually(async () => expect(await officerFor(districtCode)).toBe(officerId));
}

test('routes a report to the officer assigned to the beat, and the incident names that officer', async () => {
  const officerId = randomUUID();
  await assign({ officerId });
  await goesTo(officerId);
  const { incidentId } = await intake.report({ report: fire() });
  expect((await intake.get(incidentId)).incident).toMatchObject({ responsibleOfficerId: officerId });
});

test('routes an imported row as well', async () => {
  const officerId = randomUUID();
  await assign({ officerId });
  await goesTo(officerId);
  await intake.send([header(randomUUID()), row(1)]);
  const [stored] = await intake.sql(`select responsible_officer_id from incident where external_id = 'call-1'`);
  expect(stored).toEqual({ responsible_officer_id: officerId });
});

test('a new primary replaces the former one, a deputy stays', async () => {
  const [first, second, deputy] = [randomUUID(), randomUUID(), randomUUID()];
  await assign({ officerId: first }, { officerId: deputy, role: DEPUTY });
  await goesTo(first);
  await assign({ officerId: second });
  await goesTo(second);
  expect(await beatOf(VINNYTSIA, '')).toEqual(expect.arrayContaining([`primary ${second}`, `deputy ${deputy}`]));
  expect(await beatOf(VINNYTSIA, '')).not.toContain(`primary ${first}`);
});

test('the deputy is responsible while the primary is away, the district before the hromada', async () => {
  const [hromada, district, deputy] = [randomUUID(), randomUUID(), randomUUID()];
  await assign({ officerId: hromada }, { officerId: district, districtCode: DISTRICT });
  await goesTo(district, DISTRICT);
  await goesTo(hromada, OTHER_DISTRICT);
  await goesTo(hromada);
  await assign(
    { officerId: district, districtCode: DISTRICT, state: ON_LEAVE },
    { officerId: deputy, districtCode: DISTRICT, role: DEPUTY },
  );
  await goesTo(deputy, DISTRICT);
  await assign({ officerId: deputy, districtCode: DISTRICT, role: DEPUTY, state: ON_LEAVE });
  await goesTo(hromada, DISTRICT);
  expect(await officerFor(OTHER_DISTRICT)).toBe(hromada);
});

test('the last of several events applies', async () => {
  const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()];
  await assign(
    ...Array.from({ length: 300 }, (_, index) => ({ officerId: [a, b][index % 2] ?? a, districtCode: DISTRICT })),
    { officerId: a, districtCode: DISTRICT, role: DEPUTY },
    { officerId: c, districtCode: DISTRICT },
    { officerId: a, districtCode: DISTRICT, role: DEPUTY, state: ON_LEAVE },
    { officerId: b, districtCode: DISTRICT, role: DEPUTY },
    { officerId: b, districtCode: DISTRICT, role: PRIMARY, state: ACTIVE },
  );
  await goesTo(b, DISTRICT);
  const officers = await beatOf(VINNYTSIA, DISTRICT);
  expect(officers.filter((each) => each.startsWith('primary'))).toEqual([`primary ${b}`]);
  expect(officers).toContain(`deputy ${a}`);
  expect(officers).not.toContain(`deputy ${b}`);
});

test('an officer who goes on leave is away from every beat', async () => {
  const officerId = randomUUID();
  await assign({ officerId, districtCode: OTHER_DISTRICT }, { officerId, role: DEPUTY });
  await goesTo(officerId, OTHER_DISTRICT);
  const [primary] = await intake.sql(
    `select officer_id from beat_staffing join beat_coverage using (beat_id) where unit_code = $1 and role = 'primary'`,
    [VINNYTSIA],
  );
  await assign({ officerId, role: DEPUTY, state: ON_LEAVE });
  await goesTo(String(primary?.['officer_id']), OTHER_DISTRICT);
  expect(await officerFor()).not.toBe(officerId);
});

test('routes reports to the same officer after a restart', async () => {
  const officerId = randomUUID();
  await assign({ officerId });
  await goesTo(officerId);
  // Everything must come from its own database.
  await intake.nats.stop();
  await intake.restart();
  expect(await officerFor()).toBe(officerId);
  await intake.nats.restart();
  const next = randomUUID();
  await assign({ officerId: next });
  await goesTo(next);
});

test('every replica routes by events that any replica applied', async () => {
  const replica = await intake.startReplica();
  for (let change = 0; change < 5; change += 1) {
    const officerId = randomUUID();
    await assign({ officerId });
    await goesTo(officerId);
    await eventually(async () =>
      expect((await replica.report({ report: fire() })).responsibleOfficerId).toBe(officerId),
    );
  }
  await replica.stop();
});

test('accepts a hromada once the registry lists it, also after a restart', async () => {
  const report = fire({ hromadaCode: YALTA, location: { latitude: 44.5, longitude: 34.17 } });
  expect(await refusalOf(intake.report({ report }))).toMatchObject({ fields: ['report.hromada_code'] });
  await tell(listed(YALTA, CRIMEA), listed(YALTA, CRIMEA));
  await eventually(() => intake.report({ report }));
  await intake.restart();
  const { incidentId } = await intake.report({ report });
  const [event] = await intake.sql('select subject from ledger_event order by position desc limit 1');
  expect(event?.['subject']).toBe(`safecommunity.incidents.v1.incident-reported.${CRIMEA}.${YALTA}`);
  expect((await intake.get(incidentId)).incident).toMatchObject({ hromadaCode: YALTA });
});

test('a point in a merged hromada counts for the successor from its day on', async () => {
  const [today, future] = ['UA05020010000053508', 'UA05020050000066991'];
  const at = (latitude: number, longitude: number) => ({
    report: fire({ hromadaCode: '', location: { latitude, longitude } }),
  });
  expect(await intake.report(at(49.193, 28.373))).toMatchObject({ hromadaCode: today });
  await tell(merged(today, VINNYTSIA, '2026-01-01'), merged(future, VINNYTSIA, '2099-01-01'));
  await eventually(async () =>
    expect(await intake.report(at(49.193, 28.373))).toMatchObject({ hromadaCode: VINNYTSIA, hromadaDerived: true }),
  );
  expect(await intake.report(at(49.112, 28.689))).toMatchObject({ hromadaCode: future });
  // So does a caller who names the former hromada.
  expect(await intake.report({ report: fire({ hromadaCode: today }) })).toMatchObject({ hromadaCode: VINNYTSIA });
});

test('a settlement must lie in the starosta district, where the registry knows the district', async () => {
  const [inside, outside] = ['UA05020030020063505', 'UA05020030030083783'];
  const at = (settlementCode: string, starostaDistrictCode = DISTRICT) => ({
    report: fire({ settlementCode, starostaDistrictCode }),
  });
  // Unknown: any settlement of the hromada agrees.
  await intake.report(at(outside));
  await tell(defined(DISTRICT, [inside], '2026-01-01'), defined(OTHER_DISTRICT, [outside], '2099-01-01'));
  const refused = { code: 'INVALID_ARGUMENT', fields: ['report.settlement_code'] };
  await eventually(async () => expect(await refusalOf(intake.report(at(outside)))).toMatchObject(refused));
  await intake.report(at(inside));
  expect(await refusalOf(intake.report(at(inside, OTHER_DISTRICT)))).toMatchObject(refused);
  // What begins in the future does not count yet.
  await intake.report(at(outside, OTHER_DISTRICT));
  // A dissolved district has no settlements.
  await tell(defined(DISTRICT, [], '2026-02-01'));
  await eventually(async () => expect(await refusalOf(intake.report(at(inside)))).toMatchObject(refused));
});

test('an invalid assignment becomes a dead letter, and the next one applies', async () => {
  const [before, after] = [randomUUID(), randomUUID()];
  await assign({ officerId: before });
  const strange = [
    assigned({ officerId: randomUUID(), role: 99 as never }),
    assigned({ officerId: 'no uuid' }),
    assigned({ officerId: randomUUID(), hromadaCode: '' }),
  ];
  await tell(...strange);
  await goesTo(before);
  const [dead] = await intake.sql('select count(*)::int as n from dead_letter');
  expect(dead).toEqual({ n: strange.length });
  await assign({ officerId: after });
  await goesTo(after);
});

async function beatOf(hromadaCode: string, districtCode: string): Promise<string[]> {
  const officers = await intake.sql(
    `select role || ' ' || officer_id as officer from beat_staffing join beat_coverage using (beat_id, hromada_code)
     where hromada_code = $1 and unit_code = coalesce(nullif($2, ''), $1)`,
    [hromadaCode, districtCode],
  );
  return officers.map(({ officer }) => String(officer));
}
