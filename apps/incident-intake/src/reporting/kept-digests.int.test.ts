import { createHash, randomUUID } from 'node:crypto';
import { ReportIncidentRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import {
  TriageIncidentRequest,
  type TriageIncidentRequest as Triage,
} from '@safe-community/contracts/incidents/v1/course_service.ts';
import { Urgency } from '@safe-community/contracts/incidents/v1/incident.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { courseCalls } from '../../test/course-calls.ts';
import { fire } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';

let intake: RunningIntake;
beforeAll(async () => {
  intake = await runIntake();
});
afterAll(() => intake.stop());

test('no digest is stored from which the texts of a report or a step could be guessed', async () => {
  const report = { requestId: randomUUID(), report: fire({ reporter: { fullName: '', phone: '+380671234567' } }) };
  const { incidentId } = await intake.report(report);
  const step: Triage = {
    requestId: randomUUID(),
    incidentId,
    expectedVersion: 0,
    urgency: Urgency.LOW,
    reason: 'так просив заявник',
  };
  const course = courseCalls(intake);
  await course.triage(incidentId, step);
  course.end();
  const stored = (await intake.sql('select digest from request_record')).map(({ digest }) => hexOf(digest as Buffer));
  expect(stored).toHaveLength(2);
  expect(stored).not.toContain(sha256(ReportIncidentRequest.encode(report).finish()));
  expect(stored).not.toContain(sha256(TriageIncidentRequest.encode(step).finish()));
});

function hexOf(bytes: Buffer): string {
  return bytes.toString('hex');
}

function sha256(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}
