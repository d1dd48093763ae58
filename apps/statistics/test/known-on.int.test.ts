import { rows } from '@safe-community/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tablesFromEvents } from '../src/service.ts';
import { runStatisticsAlone, type RunningStatistics } from './running-statistics.ts';

/** Tables that events fill and that say only what is known now, each with the reason. */
const OF_NOW: Readonly<Record<string, string>> = {
  beat_tenure: 'read by the scorecard of now; tenures have a start and an end',
  category_count: 'read by the scorecard of now; a period reads incident_count',
  demonstration_response_count: 'like response_count',
  issued_camera: 'read by the scorecard of now; a period reads camera_coverage_vintage',
  listed_unit: 'names of territories, no figure',
  officer_state: 'read by the scorecard of now; a period reads officer_stage',
  patrol_officer: 'read by the scorecard of now; a period reads camera_coverage_vintage',
  response_count: 'read by the scorecard of now; a period reads duration_count',
};

/** How a table is named that keeps what was known beside the one with what is known now. */
const BESIDE = ['_former', '_revision', '_vintage', '_day'];
const nounOf = (table: string): string => table.replace(/_(count|day)$/, '');

let statistics: RunningStatistics;
beforeAll(async () => {
  statistics = await runStatisticsAlone();
});
afterAll(() => statistics.stop());

test('every table that events fill says what was known on a day, or why not', async () => {
  const found = await rows<{ table_name: string }>(
    statistics.database.em.fork(),
    `select distinct table_name from information_schema.columns
     where table_schema = 'public' and column_name in ('known_on', 'decided_known_on')`,
  );
  const known = new Set(found.map(({ table_name }) => table_name));
  const isKnown = (table: string): boolean =>
    [table, ...BESIDE.flatMap((end) => [`${table}${end}`, `${nounOf(table)}${end}`])].some((each) => known.has(each));
  const others = tablesFromEvents(statistics.database).filter((table) => !isKnown(table));
  expect(others, 'copy a shape of CONTRIBUTING ("Past days"), or say here why not').toEqual(
    Object.keys(OF_NOW).toSorted(),
  );
});
