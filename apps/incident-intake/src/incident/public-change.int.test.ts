import { randomUUID } from 'node:crypto';
import { IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { courseCalls } from '../../test/course-calls.ts';
import { fire, header, row, YESTERDAY } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';
import { PUBLIC_TIME_COLUMN } from './public-change.store.ts';

let intake: RunningIntake;
beforeAll(async () => {
  intake = await runIntake();
});
afterAll(() => intake.stop());

test('what was imported before the column is shown when it happened, and what was done here when it was recorded', async () => {
  const report = fire({ category: IncidentCategory.INFRASTRUCTURE });
  const [resolvedTime, closedTime] = [60_000, 120_000].map((ms) => new Date(YESTERDAY.getTime() + ms));
  const course = { responders: [], resolvedTime, closedTime, endedAs: IncidentState.CLOSED };
  await intake.send([header(randomUUID(), 'city-311'), row(1, { report, course })]);
  const [imported] = await intake.sql('select incident_id from incident');
  const { incidentId } = await intake.report({ report });
  const steps = courseCalls(intake, 'client', 'officer-7');
  await steps.reopen(String(imported?.['incident_id']), { reason: 'перевірка' });
  await steps.triage(incidentId, { reason: 'перевірка' });
  steps.end();
  await intake.sql('update case_history set public_at = null');
  const [, backfill = ''] = PUBLIC_TIME_COLUMN;
  await intake.sql(backfill);
  const shown = await intake.sql('select state, public_at from case_history order by incident_id, version');
  expect(shown).toEqual([
    { state: 'resolved', public_at: expect.anything() },
    { state: 'closed', public_at: expect.anything() },
    { state: 'reopened', public_at: null },
    { state: 'triaged', public_at: null },
  ]);
  expect(shown.slice(0, 2).map((each) => new Date(String(each['public_at'])))).toEqual([resolvedTime, closedTime]);
});
