import { status } from '@grpc/grpc-js';
import { ExportFormat, FigureSelection } from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { GetScorecardRequest } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { rows, type EntityManager } from '@safe-community/database';
import { callUnary } from '@safe-community/grpc-kit';
import { eventually } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { queryFigures, refusalOf } from '../../test/calls.ts';
import { runStatisticsAlone, type RunningStatistics } from '../../test/running-statistics.ts';

let statistics: RunningStatistics;
beforeAll(async () => {
  statistics = await runStatisticsAlone();
});
afterAll(() => statistics.stop());

/** Counters of one incident that was resolved, then and a year before. */
beforeEach(() => counted(statistics.database.em.fork(), 1));

test('an answer of several statements is of one moment, though a rebuild swaps between two of them', async () => {
  const measures = ['incidents', 'resolved'];
  const values = async (call: ReturnType<typeof queryFigures>) => (await call).figures.map(({ value }) => value);
  const torn = swapped('event_count', () => values(queryFigures(statistics.client, { measures })));
  expect(await torn).toEqual([1, 1]);
  expect(await values(queryFigures(statistics.client, { measures }))).toEqual([7, 7]);
});

test('a scorecard of a period is of one moment, with its baselines', { timeout: 90_000 }, async () => {
  const november = { territoryCode: 'UA', firstDay: '2021-11-01', lastDay: '2021-11-30' };
  const { client } = statistics;
  const deaths = async () => {
    const request = GetScorecardRequest.fromPartial(november);
    const call = client.getScorecard.bind(client);
    const { scorecard } = await callUnary('GetScorecard', call, request, 30_000);
    const found = scorecard?.rows.find(({ id }) => id === 'deaths_road');
    return [found?.value, ...(found?.baselines ?? []).map((baseline) => baseline.counted)];
  };
  const before = await deaths();
  expect(await swapped('duration_count', deaths)).toEqual(before);
  expect(await deaths()).not.toEqual(before);
});

test('an export ends when counters are rebuilt meanwhile, and can be repeated', async () => {
  const selection = FigureSelection.fromPartial({
    measures: ['incidents'],
    firstDay: { year: 2021, month: 11, day: 1 },
    lastDay: { year: 2021, month: 11, day: 30 },
  });
  const exported = async () => {
    const chunks: Uint8Array[] = [];
    const call = statistics.client.exportFigures({ selection, format: ExportFormat.CSV });
    for await (const { chunk } of call as AsyncIterable<{ chunk: Uint8Array }>) chunks.push(chunk);
    return Buffer.concat(chunks).toString().split('\n').at(-2);
  };
  const error = await swapped('incident_count', () => refusalOf(exported()));
  expect(error.code).toBe(status.UNAVAILABLE);
  expect(error.message).toContain('rebuilt during the export');
  expect(await exported()).toMatch(/,7,,incomplete,0$/);
});

/** Calls while another transaction holds the table, has written other counters, and commits when the call waits for it. */
function swapped<Answer>(table: string, call: () => Promise<Answer>): Promise<Answer> {
  return statistics.database.em
    .fork()
    .transactional(async (tx) => {
      await rows(tx, `lock table ${table} in access exclusive mode`);
      const answer = call();
      // Nobody else waits for a lock here.
      await eventually(async () => {
        expect(await rows(statistics.database.em.fork(), WAITING, [table])).toHaveLength(1);
      });
      await counted(tx, 7);
      await rows(
        tx,
        `insert into consumer_rebuild (consumer, producer, partition, caller, acting_user, reason, done_at)
       values ('statistics', 'incidents', 0, 'test', '', 'a test', now())`,
      );
      return { answer };
    })
    .then(({ answer }) => answer);
}

const WAITING = `select from pg_locks where relation = $1::regclass and not granted`;

async function counted(tx: EntityManager, value: number): Promise<void> {
  await rows(tx, 'delete from incident_count');
  await rows(tx, 'delete from event_count');
  for (const day of ['2020-11-04', '2021-11-04']) {
    await rows(
      tx,
      `insert into incident_count (territory_code, day, category, incidents, killed, injured, defenders_killed, defenders_injured,
         children_killed, children_injured)
       values ('UA', $1::date, 'road_crash', $2, $2, 0, 0, 0, 0, 0)`,
      [day, value],
    );
    await rows(
      tx,
      `insert into event_count (territory_code, day, category, measure, known_on, value)
       values ('UA', $1::date, 'road_crash', 'resolved', $1::date, $2)`,
      [day, value],
    );
  }
}
