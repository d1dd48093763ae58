import { EscalationRecipient } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { IncidentCategory, IncidentState, Urgency } from '@safe-community/contracts/incidents/v1/incident.ts';
import { AssignmentRole } from '@safe-community/contracts/officers/v1/officer.ts';
import { incidentEscalated } from '@safe-community/events';
import { runAsTest, startTelemetry } from '@safe-community/telemetry';
import { eventually } from '@safe-community/testkit';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '@safe-community/service-kit';
import { courseCalls } from '../../test/course-calls.ts';
import { runIntakeWithRegistry, type IntakeWithRegistry } from '../../test/intake-with-registry.ts';
import { fire, header, row } from '../../test/messages.ts';

const MINUTE = 60_000;
const { RESPONSIBLE_OFFICER, DEPUTY_OFFICER, COMMUNITY_HEAD, POLICE_UNIT_HEAD } = EscalationRecipient;

/** How far the service's clock is ahead. */
let ahead = 0;
const origin = { ...systemClock, now: () => new Date(Date.now() + ahead) };

let world: IntakeWithRegistry;
let primary = '';
let deputy = '';
beforeAll(async () => {
  world = await runIntakeWithRegistry({ clock: origin });
  primary = await world.assign();
  deputy = await world.assign({ role: AssignmentRole.DEPUTY });
  await eventually(isRouted);
});
afterAll(() => world.stop());

async function isRouted(): Promise<void> {
  expect((await report()).responsibleOfficerId).toBe(primary);
}

function report(category: IncidentCategory = IncidentCategory.FIRE) {
  return world.intake.report({ report: fire({ category }) });
}

function levels(incidentId: string): Promise<number[]> {
  return world.published(incidentEscalated, incidentId).then((told) => told.map(({ level }) => level));
}

function reaches(incidentId: string, expected: readonly number[]): Promise<void> {
  return eventually(async () => expect(await levels(incidentId)).toEqual(expected));
}

/** Long enough for a job that runs every second to show a wrong effect. */
const NOTHING_HAPPENS_MS = 2_500;

test('escalates an incident that is not triaged in time, one level each time, across a restart, at most five times', async () => {
  const { incidentId, dueTime } = await report();
  await sleep(NOTHING_HAPPENS_MS);
  expect(await levels(incidentId)).toEqual([]);
  ahead += 2 * MINUTE;
  await reaches(incidentId, [1]);
  await sleep(NOTHING_HAPPENS_MS);
  expect(await levels(incidentId)).toEqual([1]);
  await world.intake.restart();
  ahead += 2 * MINUTE;
  await reaches(incidentId, [1, 2]);
  for (const level of [3, 4, 5]) {
    ahead += 2 * MINUTE;
    await reaches(
      incidentId,
      Array.from({ length: level }, (_, index) => index + 1),
    );
  }
  ahead += 60 * MINUTE;
  await sleep(NOTHING_HAPPENS_MS);
  const told = await world.published(incidentEscalated, incidentId);
  expect(told.slice(0, 2)).toMatchObject([
    {
      level: 1,
      state: IncidentState.RECEIVED,
      missed: IncidentState.TRIAGED,
      dueTime,
      told: [RESPONSIBLE_OFFICER],
      toldOfficerIds: [primary],
    },
    { level: 2, told: [RESPONSIBLE_OFFICER, DEPUTY_OFFICER, COMMUNITY_HEAD], toldOfficerIds: [primary, deputy] },
  ]);
  expect(told.map(({ level }) => level)).toEqual([1, 2, 3, 4, 5]);
  expect((await world.history(incidentId)).map(({ kind, version }) => [kind, version])).toEqual(
    [2, 3, 4, 5, 6].map((version) => ['escalated', version]),
  );
  const { incident } = await world.intake.get(incidentId);
  expect(incident).toMatchObject({ escalationLevel: 5, version: 6, dueTime: undefined });
});

test('does not notify the head of the community of domestic violence', async () => {
  const { incidentId } = await report(IncidentCategory.DOMESTIC_VIOLENCE);
  for (const level of [1, 2, 3]) {
    ahead += 2 * MINUTE;
    await eventually(async () => expect((await levels(incidentId)).at(-1)).toBe(level));
  }
  const told = await world.published(incidentEscalated, incidentId);
  expect(told.at(-1)).toMatchObject({ told: [RESPONSIBLE_OFFICER, DEPUTY_OFFICER, POLICE_UNIT_HEAD] });
  expect(told.flatMap((each) => each.told)).not.toContain(COMMUNITY_HEAD);
});

test('two replicas escalate each of hundreds of incidents once', async () => {
  const reports = await Promise.all(Array.from({ length: 250 }, () => report()));
  const replica = await world.intake.startReplica();
  ahead += 2 * MINUTE;
  const [first] = reports;
  await eventually(async () => {
    const [due] = await world.intake.sql('select count(*)::int as n from incident where due_at <= $1', [origin.now()]);
    expect(due).toEqual({ n: 0 });
  });
  await sleep(NOTHING_HAPPENS_MS);
  await replica.stop();
  const [entries] = await world.intake.sql(
    `select count(*)::int as n from case_history where incident_id = any($1) and kind = 'escalated'`,
    [reports.map(({ incidentId }) => incidentId)],
  );
  expect(entries).toEqual({ n: 250 });
  expect(await levels(first?.incidentId ?? '')).toEqual([1]);
});

test('counts escalations by the missed state; a test is never escalated', async () => {
  const metricsPort = { host: '127.0.0.1', port: 0 };
  const telemetry = await startTelemetry({ service: 'test', version: '1', sampleRatio: 0, metricsPort });
  onTestFinished(() => telemetry.shutdown());
  const aTest = await runAsTest(() => report());
  const { incidentId } = await report();
  const before = await escalations();
  ahead += 2 * MINUTE;
  await reaches(incidentId, [1]);
  await eventually(async () => {
    const metrics = await (await fetch(`http://127.0.0.1:${telemetry.metricsPort}/metrics`)).text();
    const counted = 'safe_community_incidents_escalated_total{safe_community_escalation_missed="triaged"}';
    expect(metrics).toContain(`${counted} ${(await escalations()) - before}\n`);
  });
  expect(await levels(aTest.incidentId)).toEqual([]);
});

async function escalations(): Promise<number> {
  const [found] = await world.intake.sql(`select count(*)::int as n from case_history where kind = 'escalated'`);
  return Number(found?.['n']);
}

test('incidents handled by another system are never due', async () => {
  await world.intake.send([header(randomUUID()), row(1)]);
  ahead += 100 * 24 * 60 * MINUTE;
  await sleep(NOTHING_HAPPENS_MS);
  const [imported] = await world.intake.sql(
    `select escalation_level, due_at from incident where external_id = 'call-1'`,
  );
  expect(imported).toEqual({ escalation_level: 0, due_at: null });
});

test('a target that passes escalates before the expected time of the catalogue, once, and later steps have their own', async () => {
  // In a city the police has 7 minutes from the receipt; the catalogue gives 15 from the dispatch.
  const city = { settlementCode: 'UA05020030010063857' };
  const { incidentId, receivedTime } = await world.intake.report({ report: fire(city) });
  const course = courseCalls(world.intake);
  onTestFinished(() => course.end());
  await course.triage(incidentId, { urgency: Urgency.IMMEDIATE });
  await course.dispatch(incidentId);
  const target = new Date(receivedTime!.getTime() + 7 * MINUTE);
  expect((await world.intake.get(incidentId)).incident?.dueTime).toEqual(target);
  ahead += 6 * MINUTE;
  await sleep(NOTHING_HAPPENS_MS);
  expect(await levels(incidentId)).toEqual([]);
  ahead += MINUTE;
  await reaches(incidentId, [1]);
  const [first] = await world.published(incidentEscalated, incidentId);
  expect(first).toMatchObject({ missed: IncidentState.ON_SCENE, dueTime: target });
  const { incident } = await world.intake.get(incidentId);
  const again = (incident?.dueTime?.getTime() ?? 0) - (first?.escalatedTime?.getTime() ?? 0);
  expect(again).toBe(15 * MINUTE);
});
