import { randomUUID } from 'node:crypto';
import { IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { ResponderProgress } from '@safe-community/contracts/incidents/v1/course.ts';
import { eventually } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { courseCalls } from '../test/course-calls.ts';
import { endOfCase, PROTOCOL } from '../test/end-of-case.ts';
import { followUpCalls } from '../test/follow-up-calls.ts';
import { runIntakeWithRegistry, type IntakeWithRegistry } from '../test/intake-with-registry.ts';
import { allPublished } from '../test/all-published.ts';
import { fire, header, row } from '../test/messages.ts';
import { migrateIntake } from '../test/migrate-intake.ts';
import { violenceClient } from '../test/violence-client.ts';

let world: IntakeWithRegistry;
beforeAll(async () => {
  world = await runIntakeWithRegistry();
});
afterAll(() => world.stop());

test('works unchanged, also after a restart, when a newer version has migrated the database', async () => {
  const taken = (await world.intake.report({ report: fire() })).incidentId;
  await migrateAsNewer();
  await useAll();
  await world.intake.restart();
  await useAll();
  expect((await world.intake.get(taken)).incident?.state).toBe(IncidentState.RECEIVED);
  // A new replica of this version runs its migrations, and leaves the newer ones unchanged.
  await migrateIntake(world.intake.urls.ownerUrl);
  await useAll();
  expect(world.intake.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});

/** As a later release expands: another column in every table, another table, and the record of its migration. */
async function migrateAsNewer(): Promise<void> {
  const tables = await world.intake.sql(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace
     and relkind in ('r', 'p') and not relispartition`,
  );
  expect(tables.length).toBeGreaterThan(20);
  for (const { name } of tables)
    await world.intake.sql(`alter table ${String(name)} add column of_later text not null default 'later'`);
  await world.intake.sql('create table of_later (id uuid primary key, text text not null)');
  await world.intake.sql(`insert into schema_migration (name) values ('2099-01-01-later')`);
}

/** Something of each part: writes, reads, consumed events and published events. */
async function useAll(): Promise<void> {
  const { intake } = world;
  const [course, reporter, end, violence] = [
    courseCalls(intake),
    followUpCalls(intake),
    endOfCase(intake),
    violenceClient(intake),
  ];
  const officerId = await world.assign();
  const { incidentId, trackingToken } = await eventually(async () => {
    const answer = await intake.report({ report: fire() });
    expect(answer.responsibleOfficerId).toBe(officerId);
    return answer;
  });
  await intake.send([header(randomUUID()), row(1, { externalId: randomUUID() })]);
  await course.triage(incidentId);
  const { responderId } = await course.dispatch(incidentId);
  await course.progress(incidentId, responderId, ResponderProgress.ON_SCENE);
  await reporter.add(trackingToken, 'ще двоє');
  const other = (await intake.report({ report: fire() })).incidentId;
  await reporter.merge(other, incidentId);
  await reporter.unmerge(other);
  const holdId = await end.hold(incidentId);
  await end.release(incidentId, holdId);
  await end.record(incidentId, PROTOCOL);
  await course.resolve(incidentId);
  await course.close(incidentId);
  await end.erase(incidentId);
  const { incident } = await intake.get(incidentId);
  expect(incident).toMatchObject({ state: IncidentState.CLOSED, description: '', responders: [{ responderId }] });
  expect((await course.history(incidentId)).entries).toHaveLength(incident?.version ?? 0);
  expect((await intake.list({ pageSize: 1 })).incidents).toHaveLength(1);

  const report = fire({ category: IncidentCategory.DOMESTIC_VIOLENCE });
  const { incidentId: caseId } = await intake.report({ report });
  await violence.recordCase(caseId);
  await violence.assessRisk(caseId);
  const { orderId } = await violence.issueProtectionOrder(caseId);
  await violence.extendByCourt(caseId, orderId);
  await violence.planVisit(caseId, new Date());
  await violence.referVictim(caseId);
  const { case: read } = await violence.getCase(caseId);
  expect(read).toMatchObject({ version: 6, orders: [{ orderId }, { extendsOrderId: orderId }] });
  await allPublished(intake);
  course.end();
  for (const client of [reporter, end, violence]) client.close();
}
