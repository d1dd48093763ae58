import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { AppealOutcome } from '@safe-community/contracts/cameras/v1/footage_request.ts';
import { ConsumerServiceClient } from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import { OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { rows } from '@safe-community/database';
import type { NewEvent } from '@safe-community/events';
import { callUnary } from '@safe-community/grpc-kit';
import { demoClientCredentials, eventually, startTestNats, type TestNats } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countedUpTo } from './calls.ts';
import {
  arrived,
  assigned,
  casualties,
  complied,
  corrected,
  covered,
  ended,
  footageAppealed,
  footageAppealSettled,
  footageDecided,
  footageOverdue,
  footageRequested,
  issued,
  KYIV,
  listed,
  merged,
  registered,
  reported,
  restored,
  stateChanged,
  VINNYTSIA,
  withdrawn,
} from './events.ts';
import { tablesFromEvents } from '../src/service.ts';
import { runProducer, type Producer, type RunningProducer } from './running-producer.ts';
import { runStatistics, type RunningStatistics } from './running-statistics.ts';

const COLLEAGUES = Array.from({ length: 4 }, () => randomUUID());
const [PRIMARY = '', NEXT_PRIMARY = '', PATROL = '', TRAINEE = ''] = COLLEAGUES;
const HARM = { casualties: casualties({ killed: 2, injured: 3, defendersKilled: 1, defendersInjured: 2 }) };
const ELSEWHERE = { hromadaCode: KYIV, oblastCode: KYIV, demonstration: true };
const [TENURE, BEAT, REQUEST] = [randomUUID(), randomUUID(), randomUUID()];
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
    assigned(PRIMARY, { assignmentId: TENURE, beatId: BEAT, assignedTime: ON_SCENE, endTime: ON_SCENE }),
    ended(TENURE),
    registered(PATROL),
    registered(TRAINEE, { state: OfficerState.TRAINING }),
    stateChanged(PRIMARY, { state: OfficerState.ON_LEAVE }),
    stateChanged(TRAINEE, { kind: 2, state: OfficerState.ACTIVE }),
    listed('UA01020030000065344'),
    merged('UA05020170000049432', VINNYTSIA, '2021-11-05'),
  ],
  cameras: [
    issued(PATROL),
    issued(TRAINEE),
    covered('patrol-05'),
    complied('patrol-05'),
    footageRequested(REQUEST),
    footageOverdue(REQUEST),
    footageDecided(REQUEST),
    footageAppealed(REQUEST),
    footageAppealSettled(REQUEST, AppealOutcome.UPHELD),
  ],
};
const PRODUCERS = Object.keys(HISTORY) as Producer[];

let nats: TestNats;
let statistics: RunningStatistics;
const producers: RunningProducer[] = [];
/** The tables that the history of each producer fills. */
const filledBy = new Map<Producer, string[]>();
beforeAll(async () => {
  nats = await startTestNats();
  for (const producer of PRODUCERS) producers.push(await runProducer(producer, nats));
  const [incidents, officers, cameras] = producers.map(({ address }) => address) as [string, string, string];
  statistics = await runStatistics(nats, { incidents, officers, cameras });
  for (const [index, producer] of PRODUCERS.entries()) {
    const last = await producers[index]?.emit(HISTORY[producer]);
    await countedUpTo(statistics.client, producer, last ?? 0n);
    filledBy.set(
      producer,
      (await filledTables()).filter((table) => ![...filledBy.values()].flat().includes(table)),
    );
  }
});
afterAll(async () => {
  await statistics.stop();
  for (const producer of producers) await producer.stop();
  await nats.stop();
});

test('a rebuild from each ledger restores every column of every table that events fill', async () => {
  const before = await contents();
  const empty = Object.keys(before).filter((table) => before[table]?.length === 0);
  expect(empty, 'nothing fills these tables: add an event to HISTORY').toEqual([]);
  for (const table of Object.keys(before)) {
    await sql(`delete from ${table} where ctid = (select min(ctid) from ${table})`);
    await addStaleRow(table);
  }
  const spoilt = await contents();
  expect(Object.keys(before).filter((table) => isDeepStrictEqual(spoilt[table], before[table]))).toEqual([]);
  await rebuild(PRODUCERS);
  expect(await contents()).toEqual(before);
});

test('a rebuild from the events of one producer deletes their effects and no others', async () => {
  const before = await contents();
  const tables = Object.keys(before);
  for (const table of tables) await addStaleRow(table);
  let restored: string[] = [];
  for (const producer of PRODUCERS) {
    await rebuild([producer]);
    restored = [...restored, ...(filledBy.get(producer) ?? [])].toSorted();
    const after = await contents();
    expect(tables.filter((table) => isDeepStrictEqual(after[table], before[table]))).toEqual(restored);
  }
});

test('a rebuild of what is right changes nothing', async () => {
  const before = await contents();
  await rebuild(PRODUCERS);
  expect(await contents()).toEqual(before);
});

/** The rows of all tables that events fill, as they are in the database. */
async function contents(): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const table of tablesFromEvents(statistics.database)) {
    const stored = await sql(`select to_jsonb(stored)::text as row from ${table} stored`);
    found[table] = stored.map(({ row }) => String(row)).toSorted();
  }
  return found;
}

async function filledTables(): Promise<string[]> {
  return Object.entries(await contents()).flatMap(([table, stored]) => (stored.length === 0 ? [] : [table]));
}

/** Values of a row that no event makes, by the type of the column. */
const STALE: Readonly<Record<string, string>> = {
  boolean: 'false',
  date: `'2020-01-01'`,
  bigint: '7',
  integer: '7',
  smallint: '7',
  text: `'stale'`,
  'timestamp with time zone': `'2020-01-01T00:00:00Z'`,
  uuid: `'00000000-0000-4000-8000-000000000000'`,
};

async function addStaleRow(table: string): Promise<void> {
  const columns = await sql(
    `select data_type as type from information_schema.columns where table_name = '${table}' order by ordinal_position`,
  );
  const types = columns.map(({ type }) => String(type));
  const values = types.map((type) => STALE[type] ?? expect.fail(`STALE has no value of the type ${type}`));
  await sql(`insert into ${table} values (${values.join(', ')})`);
}

/** Rebuilds from the events of these producers, and resolves when all is done. */
async function rebuild(from: readonly Producer[]): Promise<void> {
  const channelOverride = statistics.client.getChannel();
  const consumers = new ConsumerServiceClient('', demoClientCredentials(), { channelOverride });
  for (const producer of from) {
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
  return rows(statistics.database.em.fork(), statement);
}
