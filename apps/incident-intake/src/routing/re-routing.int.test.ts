import { RoutingCause } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { AssignmentRole, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { rows } from '@safe-community/database';
import { incidentRouted } from '@safe-community/events';
import { eventually } from '@safe-community/testkit';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { runIntakeWithRegistry, type IntakeWithRegistry } from '../../test/intake-with-registry.ts';
import { fire, header, row, VINNYTSIA } from '../../test/messages.ts';
import { assigned, stateChanged } from '../../test/registry-ledger.ts';

const { DEPUTY } = AssignmentRole;
const { ACTIVE, DISMISSED, ON_LEAVE, SUSPENDED } = OfficerState;
const DISTRICT = '0520655500';

let world: IntakeWithRegistry;
beforeAll(async () => {
  world = await runIntakeWithRegistry();
});
afterAll(() => world.stop());

beforeEach(nobodyIsOnABeat);

async function nobodyIsOnABeat(): Promise<void> {
  const officers = await world.intake.sql('select distinct officer_id from beat_staffing');
  await world.tell(...officers.map(({ officer_id }) => stateChanged(String(officer_id), DISMISSED)));
  expect(await world.intake.sql('select * from beat_staffing')).toEqual([]);
  await reportedTo('');
}

function reported(districtCode = '') {
  return world.intake.report({ report: fire({ starostaDistrictCode: districtCode }) });
}

/** The memory follows the database within a moment; the test creates its incident only then. */
async function reportedTo(officerId: string, districtCode = ''): Promise<string> {
  return eventually(async () => {
    const { incidentId, responsibleOfficerId } = await reported(districtCode);
    expect(responsibleOfficerId).toBe(officerId);
    return incidentId;
  });
}

function isWith(officerId: string, incidentId: string): Promise<void> {
  return eventually(async () => expect(await officerOf(incidentId)).toBe(officerId));
}

async function officerOf(incidentId: string): Promise<string> {
  return (await world.intake.get(incidentId)).incident?.responsibleOfficerId ?? 'none such';
}

test('the deputy takes over open incidents while the primary is away, and the primary gets them back', async () => {
  const [primary, deputy] = [await world.assign(), await world.assign({ role: DEPUTY })];
  const incidentId = await reportedTo(primary);
  await world.tell(stateChanged(primary, ON_LEAVE));
  await isWith(deputy, incidentId);
  await reportedTo(deputy);
  await world.tell(stateChanged(primary, ACTIVE));
  await isWith(primary, incidentId);
  await reportedTo(primary);
  expect(await world.history(incidentId)).toMatchObject([
    { version: 2, kind: 'routed', system: 'incident-intake', state: 'received', former_state: 'received' },
    { version: 3, details: { from: deputy, to: primary, cause: 'officer_state_changed' } },
  ]);
  expect(await world.published(incidentRouted, incidentId)).toMatchObject([
    {
      formerOfficerId: primary,
      responsibleOfficerId: deputy,
      cause: RoutingCause.OFFICER_STATE_CHANGED,
      state: IncidentState.RECEIVED,
      hromadaCode: VINNYTSIA,
    },
    { formerOfficerId: deputy, responsibleOfficerId: primary },
  ]);
  expect((await world.intake.get(incidentId)).incident).toMatchObject({ version: 3 });
});

test('a new primary gets the open incidents, except those of a district with its own officer', async () => {
  const [first, own] = [await world.assign(), await world.assign({ districtCode: DISTRICT })];
  const [there, elsewhere] = [await reportedTo(own, DISTRICT), await reportedTo(first)];
  const second = await world.assign();
  await isWith(second, elsewhere);
  expect(await world.published(incidentRouted, elsewhere)).toMatchObject([{ cause: RoutingCause.BEAT_CHANGED }]);
  expect(await officerOf(there)).toBe(own);
  await world.tell(stateChanged(own, SUSPENDED));
  await isWith(second, there);
});

test('a dismissed officer leaves every beat; incidents without an officer are listed until one exists', async () => {
  const officer = await world.assign();
  await world.tell(assigned({ officerId: officer, districtCode: DISTRICT, role: DEPUTY }));
  const incidentId = await reportedTo(officer, DISTRICT);
  await world.tell(stateChanged(officer, DISMISSED));
  expect(await world.intake.sql('select * from beat_staffing where officer_id = $1', [officer])).toEqual([]);
  await isWith('', incidentId);
  const unrouted = await world.intake.list({ unroutedOnly: true });
  expect(unrouted.incidents.map((each) => each.incidentId)).toContain(incidentId);
  const next = await world.assign();
  await isWith(next, incidentId);
  const routed = await world.published(incidentRouted, incidentId);
  expect(routed.map((each) => [each.formerOfficerId, each.responsibleOfficerId])).toEqual([
    [officer, ''],
    ['', next],
  ]);
});

test('an officer on leave at the assignment is not responsible until the return', async () => {
  const [away, back] = [randomUUID(), randomUUID()];
  const deputy = await world.assign({ role: DEPUTY });
  await world.tell(stateChanged(away, ON_LEAVE), assigned({ officerId: away, state: ON_LEAVE }));
  await reportedTo(deputy);
  await world.tell(
    assigned({ officerId: back, state: ON_LEAVE }),
    stateChanged(back, ACTIVE),
    stateChanged(back, ON_LEAVE),
    stateChanged(back, ACTIVE),
  );
  await reportedTo(back);
  expect(await world.intake.sql('select active from beat_staffing where officer_id = $1', [back])).toEqual([
    { active: true },
  ]);
});

test('closed incidents and those handled by another system keep their officer', async () => {
  const first = await world.assign();
  const [closed, open] = [await reportedTo(first), await reportedTo(first)];
  await world.intake.sql(`update incident set state = 'closed', due_at = null where incident_id = $1`, [closed]);
  await world.intake.send([header(randomUUID()), row(1)]);
  const second = await world.assign();
  await isWith(second, open);
  expect(await officerOf(closed)).toBe(first);
  const [imported] = await world.intake.sql(`select responsible_officer_id from incident where source_system <> ''`);
  expect(imported).toEqual({ responsible_officer_id: first });
});

test('an imported incident is re-routed after a step was taken here, even after its last escalation', async () => {
  const first = await world.assign();
  await reportedTo(first);
  await world.intake.send([header(randomUUID()), row(3), row(4)]);
  await world.intake.sql(
    `update incident set due_at = case external_id when 'call-3' then now() + interval '1 day' end,
       escalation_level = case external_id when 'call-4' then 5 else 0 end
     where external_id in ('call-3', 'call-4')`,
  );
  const imported = await world.intake.sql(`select incident_id from incident where external_id in ('call-3', 'call-4')`);
  const ids = imported.map(({ incident_id: id }) => String(id));
  for (const id of ids) expect(await officerOf(id)).toBe(first);
  const second = await world.assign();
  for (const id of ids) await isWith(second, id);
  expect(ids).toHaveLength(2);
});

test('an imported incident without an officer is routed as soon as there is one', async () => {
  await world.intake.send([header(randomUUID()), row(2)]);
  const officer = await world.assign();
  const [imported] = await world.intake.sql(`select incident_id from incident where external_id = 'call-2'`);
  const incidentId = String(imported?.['incident_id']);
  await isWith(officer, incidentId);
  expect(await world.published(incidentRouted, incidentId)).toMatchObject([{ formerOfficerId: '' }]);
});

test('corrects a report that was routed just before a change and committed just after it', async () => {
  const first = await world.assign();
  await reportedTo(first);
  // Nothing else is open, so that re-routing after the change finishes at once.
  await world.intake.sql(`update incident set state = 'closed', due_at = null`);
  const writes = await holdWrites();
  const late = reported();
  await eventually(async () => expect(await writesThatWait()).toBe(1));
  const second = await world.assign();
  await eventually(async () => expect(await world.intake.sql('select * from changed_beats')).toEqual([]));
  await writes.letGo();
  const { incidentId, responsibleOfficerId } = await late;
  expect(responsibleOfficerId).toBe(first);
  await isWith(second, incidentId);
});

/** Blocks writes of incidents until `letGo`, and nothing else. */
async function holdWrites(): Promise<{ letGo(): Promise<void> }> {
  const [held, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const holding = world.intake.database.em.fork().transactional(async (em) => {
    await rows(em, 'lock table incident in share mode');
    held.resolve();
    await over.promise;
  });
  await held.promise;
  return {
    async letGo() {
      over.resolve();
      await holding;
    },
  };
}

async function writesThatWait(): Promise<number> {
  const waiting = await world.intake.sql(
    `select 1 from pg_locks where relation = 'incident'::regclass and not granted`,
  );
  return waiting.length;
}

test('re-routes three thousand open incidents, each once', async () => {
  const first = await world.assign();
  const copied = await reportedTo(first);
  await world.intake.sql(
    `insert into incident select copy.* from incident i, generate_series(1, 3000) n,
       lateral json_populate_record(i, json_build_object('incident_id', uuidv7(interval '-1 ms' * n))) copy
     where i.incident_id = $1`,
    [copied],
  );
  const second = await world.assign();
  await eventually(async () => expect(await openOf(first)).toBe(0));
  expect(await openOf(second)).toBeGreaterThan(3_000);
  const [entries] = await world.intake.sql(
    `select count(*)::int as n, count(distinct incident_id)::int as incidents from case_history
     where details->>'to' = $1`,
    [second],
  );
  expect(entries?.['n']).toBe(await openOf(second));
  expect(entries?.['incidents']).toBe(entries?.['n']);
});

test('a test keeps the officer whom its answer named', async () => {
  const first = await world.assign();
  const [incidentId, aTest] = [await reportedTo(first), await reportedTo(first)];
  await world.intake.sql('update incident set is_test = true where incident_id = $1', [aTest]);
  const second = await world.assign();
  await isWith(second, incidentId);
  await isWith(first, aTest);
  expect(await world.history(aTest)).toEqual([]);
});

async function openOf(officerId: string): Promise<number> {
  const [found] = await world.intake.sql(
    `select count(*)::int as n from incident where responsible_officer_id = $1 and state = 'received'`,
    [officerId],
  );
  return Number(found?.['n']);
}
