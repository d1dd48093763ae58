import { rows } from '@safe-community/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runStatisticsAlone, type RunningStatistics } from './running-statistics.ts';

/** Of each table that events fill, the one that keeps what was known on earlier days: often the table itself. */
const KEPT_IN: Readonly<Record<string, string>> = {
  beat_coverage: 'beat_coverage_former',
  beat_coverage_former: 'beat_coverage_former',
  camera_compliance_day: 'camera_compliance_vintage',
  camera_compliance_vintage: 'camera_compliance_vintage',
  camera_coverage_day: 'camera_coverage_vintage',
  camera_coverage_vintage: 'camera_coverage_vintage',
  control_change: 'control_change',
  detail_count: 'detail_count',
  duration_count: 'duration_count',
  event_count: 'event_count',
  footage_outcome: 'footage_step',
  footage_step: 'footage_step',
  guarantee_day: 'guarantee_day',
  incident_count: 'incident_revision',
  incident_revision: 'incident_revision',
  merged_hromada: 'merged_hromada',
  officer_stage: 'officer_stage',
  sensitive_count: 'sensitive_count',
  source_day: 'source_day',
  target_arrival: 'target_former',
  target_expected: 'target_expected_revision',
  target_expected_revision: 'target_expected_revision',
  target_former: 'target_former',
  target_repair: 'target_former',
  trust_wave: 'trust_wave',
  withdrawn_incident: 'withdrawn_incident_day',
  withdrawn_incident_day: 'withdrawn_incident_day',
};

/** Tables that events fill and that say only what is known now, each with the reason. */
const OF_NOW: Readonly<Record<string, string>> = {
  beat_tenure: 'read by the scorecard of now; tenures have a start and an end',
  category_count: 'of all time, for the comparison with intake; a period reads incident_count',
  issued_camera: 'read by the scorecard of now; a period reads camera_coverage_vintage',
  listed_unit: 'names of territories, no figure',
  source_heard: 'says whether source_day has changed',
  officer_state: 'read by the scorecard of now; a period reads officer_stage',
  patrol_officer: 'read by the scorecard of now; a period reads camera_coverage_vintage',
  response_count: 'of all time, for the comparison with intake; a period reads duration_count',
  rolled_duration_count: 'like rolled_incident_count',
  rolled_event_count: 'like rolled_incident_count',
  rolled_incident_count: 'sums of days as known now; what was known on a day is summed up from its days',
  rolled_period: 'says which sums there are',
};

let statistics: RunningStatistics;
beforeAll(async () => {
  statistics = await runStatisticsAlone();
});
afterAll(() => statistics.stop());

test('every table that events fill says where it keeps what was known on a day, or why not', () => {
  const declared = [...Object.keys(KEPT_IN), ...Object.keys(OF_NOW)].toSorted();
  expect(declared, 'copy a shape of CONTRIBUTING ("Past days"), or say here why not').toEqual(
    Object.keys(statistics.database.rights)
      .filter((table) => producerOf(table) !== undefined)
      .toSorted(),
  );
});

test('what keeps the past says of each row when it became known, and is rebuilt with what it is kept for', async () => {
  const found = await rows<{ table_name: string }>(
    statistics.database.em.fork(),
    `select table_name from information_schema.columns where table_schema = 'public' and column_name = 'known_on'`,
  );
  const known = new Set(found.map(({ table_name }) => table_name));
  const broken = Object.entries(KEPT_IN).filter(
    ([table, past]) => !known.has(past) || KEPT_IN[past] !== past || producerOf(table) !== producerOf(past),
  );
  expect(broken).toEqual([]);
  expect(Object.keys(OF_NOW).filter((table) => known.has(table))).toEqual([]);
  const ofEvents = [...known].filter((table) => producerOf(table) !== undefined);
  expect(ofEvents.filter((table) => !Object.hasOwn(KEPT_IN, table))).toEqual([]);
});

/** Whose events fill the table. */
function producerOf(table: string): string | undefined {
  return statistics.database.rights[table]?.rebuiltFrom;
}
