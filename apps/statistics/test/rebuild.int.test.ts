import { randomUUID } from 'node:crypto';
import { ConsumerServiceClient } from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import { OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { rows } from '@safe-community/database';
import type { NewEvent } from '@safe-community/events';
import { callUnary } from '@safe-community/grpc-kit';
import { demoClientCredentials, eventually } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  arrived,
  assigned,
  casualties,
  corrected,
  issued,
  KYIV,
  listed,
  registered,
  reported,
  restored,
  stateChanged,
  withdrawn,
} from './events.ts';
import type { Producer } from './running-producer.ts';
import { runWithProducers, type RunningWithProducers } from './running-with-producers.ts';

/** Tables that the events of other services do not fill. Every other table is compared. */
const NOT_FROM_EVENTS =
  /^(ledger_.*|consumer_.*|audit_.*|request_record|dead_letter|official_figure|former_figure|schema_migration.*)$/;

const STALE = '00000000-0000-4000-8000-000000000000';
/** A row of each table that no event creates: a rebuild removes it. */
const STALE_ROWS: Readonly<Record<string, string>> = {
  incident_count: `'UA', '2020-01-01', 'fire', false, 1, 2, 3, 4, 5`,
  category_count: `'water', false, 1, 2, 3, 4, 5`,
  response_count: `'fire', 1, 1`,
  beat_primary: `'UA05020010000053508', '', '${STALE}', false`,
  patrol_officer: `'${STALE}', 'UA80000000000093317', false`,
  officer_state: `'${STALE}', 'active'`,
  listed_unit: `'UA01020010000048857', 'UA01000000000013043'`,
  issued_camera: `'${STALE}', '${STALE}'`,
};

const COLLEAGUES = Array.from({ length: 4 }, () => randomUUID());
const [PRIMARY = '', NEXT_PRIMARY = '', PATROL = '', TRAINEE = ''] = COLLEAGUES;
const HARM = { casualties: casualties({ killed: 2, injured: 3, defendersKilled: 1, defendersInjured: 2 }) };
const ELSEWHERE = { hromadaCode: KYIV, oblastCode: KYIV, demonstration: true };
const ON_SCENE = new Date('2021-11-04T10:07:00Z');

const HISTORY: Readonly<Record<Producer, readonly NewEvent[]>> = {
  incidents: [
    reported(HARM),
    reported(ELSEWHERE),
    reported({ category: 2 }),
    arrived(480),
    arrived(480),
    arrived(61, { category: 2 }),
    corrected({ formerCasualties: casualties({ killed: 1 }), casualties: casualties({ killed: 0, injured: 1 }) }),
    withdrawn({ ...HARM, onSceneTime: ON_SCENE }),
    restored({ ...HARM, onSceneTime: ON_SCENE }),
    restored({ ...ELSEWHERE, onSceneTime: ON_SCENE }),
  ],
  officers: [
    assigned(PRIMARY),
    assigned(NEXT_PRIMARY, { beat: { hromadaCode: KYIV, starostaDistrictCode: 'UA-D' }, demonstration: true }),
    registered(PATROL),
    registered(TRAINEE, { state: OfficerState.TRAINING }),
    stateChanged(PRIMARY, { state: OfficerState.ON_LEAVE }),
    stateChanged(TRAINEE, { kind: 2, state: OfficerState.ACTIVE }),
    listed('UA01020030000065344'),
  ],
  cameras: [issued(PATROL), issued(TRAINEE)],
};
const PRODUCERS = Object.keys(HISTORY) as Producer[];

let running: RunningWithProducers;
beforeAll(async () => {
  running = await runWithProducers(PRODUCERS);
  for (const producer of PRODUCERS) {
    await running.until(producer, await running.producers[producer].emit(HISTORY[producer]));
  }
});
afterAll(() => running.stop());

test('a rebuild from each ledger restores every column of every table that events fill', async () => {
  const before = await contents();
  const tables = Object.keys(before);
  expect(tables.toSorted()).toEqual(Object.keys(STALE_ROWS).toSorted());
  expect(tables.filter((table) => before[table]?.length === 0)).toEqual([]);
  for (const [table, values] of Object.entries(STALE_ROWS)) {
    await sql(`insert into ${table} values (${values})`);
    await sql(`delete from ${table} where ctid = (select min(ctid) from ${table})`);
  }
  const spoilt = await contents();
  expect(tables.filter((table) => JSON.stringify(spoilt[table]) === JSON.stringify(before[table]))).toEqual([]);
  await rebuild();
  expect(await contents()).toEqual(before);
});

test('a rebuild of correct data changes nothing', async () => {
  const before = await contents();
  await rebuild();
  expect(await contents()).toEqual(before);
});

/** The rows of all tables that events fill, as they are in the database. */
async function contents(): Promise<Record<string, string[]>> {
  const names = (await sql(`select tablename from pg_tables where schemaname = 'public'`)).map((row) =>
    String(row['tablename']),
  );
  const filled = names.filter((name) => !NOT_FROM_EVENTS.test(name)).toSorted();
  const found: Record<string, string[]> = {};
  for (const table of filled) {
    const stored = await sql(`select to_jsonb(stored)::text as row from ${table} stored`);
    found[table] = stored.map(({ row }) => String(row)).toSorted();
  }
  return found;
}

/** Rebuilds from all producers, and resolves when all is done. */
async function rebuild(): Promise<void> {
  const channelOverride = running.statistics.client.getChannel();
  const consumers = new ConsumerServiceClient('', demoClientCredentials(), { channelOverride });
  for (const producer of PRODUCERS) {
    const request = { requestId: randomUUID(), producer, reason: 'a test' };
    await callUnary('RequestRebuild', consumers.requestRebuild.bind(consumers), request, 5_000);
  }
  await eventually(
    async () => {
      const { checkpoints } = await callUnary('GetCheckpoints', consumers.getCheckpoints.bind(consumers), {}, 5_000);
      expect(checkpoints.filter(({ rebuildPending }) => rebuildPending)).toEqual([]);
      for (const [index, producer] of PRODUCERS.entries()) {
        expect([index, checkpoints.find((each) => each.producer === producer)?.position]).toEqual([
          index,
          BigInt(HISTORY[producer].length),
        ]);
      }
    },
    { within: 30_000 },
  );
}

function sql(statement: string): Promise<Record<string, unknown>[]> {
  return rows(running.statistics.database.em.fork(), statement);
}
