import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endOfCase, type EndOfCase } from '../../test/end-of-case.ts';
import { fire } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';

let intake: RunningIntake;
let calls: EndOfCase;
beforeAll(async () => {
  intake = await runIntake();
  calls = endOfCase(intake);
});
afterAll(async () => {
  calls.close();
  await intake.stop();
});

test('an auditor sees who read what and when, but not the reason', async () => {
  const message = fire({ category: IncidentCategory.DOMESTIC_VIOLENCE });
  const { incidentId } = await intake.report({ report: message });
  await intake.get(incidentId, 'client', 'лист від канарки');
  const auditor = endOfCase(intake, 'statistics');
  const { reads } = await auditor.sensitiveReads({ incidentId });
  auditor.close();
  expect(reads).toMatchObject([{ system: 'client', incidentId, reason: '', readTime: expect.any(Date) }]);
});

test('lists reads of sensitive incidents page by page, newest first', async () => {
  const message = fire({ category: IncidentCategory.DOMESTIC_VIOLENCE });
  const { incidentId } = await intake.report({ report: message });
  for (const why of ['перше', 'друге', 'третє']) await intake.get(incidentId, 'client', why);
  const first = await calls.sensitiveReads({ incidentId, pageSize: 2 });
  expect(first.reads).toMatchObject([{ reason: 'третє', system: 'client', incidentId }, { reason: 'друге' }]);
  const second = await calls.sensitiveReads({ incidentId, pageSize: 2, pageToken: first.nextPageToken });
  expect(second).toMatchObject({ reads: [{ reason: 'перше' }], nextPageToken: '' });
  expect(await calls.sensitiveReads({ incidentId, system: 'statistics' })).toMatchObject({ reads: [] });
  const token = first.nextPageToken;
  expect((await refusalOf(calls.sensitiveReads({ pageToken: token }))).fields).toEqual(['page_token']);
  expect((await refusalOf(calls.sensitiveReads({ incidentId: 'x', system: '\u200b', pageSize: 501 }))).fields).toEqual([
    'incident_id',
    'system',
    'page_size',
  ]);
});
