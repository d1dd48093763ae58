import { IncidentCategory, type IncidentReport } from '@safe-community/contracts/incidents/v1/incident.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endOfCase } from '../../test/end-of-case.ts';
import { followUpCalls, type FollowUpCalls } from '../../test/follow-up-calls.ts';
import { fire } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';

let intake: RunningIntake;
let calls: FollowUpCalls;
beforeAll(async () => {
  intake = await runIntake();
  calls = followUpCalls(intake);
});
afterAll(async () => {
  calls.close();
  await intake.stop();
});

const { DOMESTIC_VIOLENCE } = IncidentCategory;
const report = async (more: Partial<IncidentReport> = {}): Promise<string> =>
  (await intake.report({ report: fire(more) })).incidentId;

test('shows the last five additions to a merged report, oldest first', async () => {
  const primary = await report();
  const { incidentId: duplicate, trackingToken } = await intake.report({ report: fire() });
  const said = ['раз', 'два', 'три', 'чотири', 'п’ять', 'шість', 'сім'];
  for (const text of said) await calls.add(trackingToken, text);
  await calls.merge(duplicate, primary);
  const [merged] = (await intake.get(primary)).incident?.mergedReports ?? [];
  expect(merged?.additions.map(({ text }) => text)).toEqual(said.slice(2));
});

test('records a read of each merged report shown with a sensitive incident', async () => {
  const violence = { category: DOMESTIC_VIOLENCE, attributes: fire({ category: DOMESTIC_VIOLENCE }).attributes };
  const [primary, duplicate] = [await report(violence), await report({ ...violence, description: 'другий' })];
  await calls.merge(duplicate, primary);
  expect((await intake.get(primary)).incident?.mergedReports).toMatchObject([{ description: 'другий' }]);
  const end = endOfCase(intake);
  expect((await end.sensitiveReads({ incidentId: duplicate })).reads).toHaveLength(1);
  end.close();
  expect(await transactionsOf([primary, duplicate])).toHaveLength(1);
});

/** The callers for which reads of incidents were recorded. */
function transactionsOf(incidentIds: readonly string[]) {
  return intake.sql('select distinct xmin::text from sensitive_read where incident_id = any ($1)', [incidentIds]);
}
