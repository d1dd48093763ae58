import { randomUUID } from 'node:crypto';
import { AppealOutcome } from '@safe-community/contracts/cameras/v1/footage_request.ts';
import { IncidentCategory, IncidentState, ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';
import { TargetGoal } from '@safe-community/contracts/incidents/v1/response_target.ts';
import { CountedBy, SchoolMatter } from '@safe-community/contracts/incidents/v1/counted_by.ts';
import { ConsumerServiceClient } from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import { GuaranteeMetric } from '@safe-community/contracts/officers/v1/accountability.ts';
import { OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { TerritoryChangeKind } from '@safe-community/contracts/officers/v1/territory_service.ts';
import { rows } from '@safe-community/database';
import type { NewEvent } from '@safe-community/events';
import { callUnary } from '@safe-community/grpc-kit';
import { demoClientCredentials, eventually, startTestNats, type TestNats } from '@safe-community/testkit';
import { expectOwnEffectsOnly, expectRestored, newlyFilled, type RebuiltTables } from '@safe-community/testkit/rebuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countedUpTo } from './calls.ts';
import {
  arrived,
  assigned,
  casualties,
  complied,
  controlChanged,
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
  promised,
  registered,
  reported,
  restored,
  stateChanged,
  trusted,
  VINNYTSIA,
  withdrawn,
} from './events.ts';
import { progressed, stepped } from './incident-events.ts';
import { tablesFromEvents } from '../src/service.ts';
import { beatEvent } from './random-places.ts';
import { runProducer, type Producer, type RunningProducer } from './running-producer.ts';
import { runStatistics, type RunningStatistics } from './running-statistics.ts';

const COLLEAGUES = Array.from({ length: 4 }, () => randomUUID());
const [PRIMARY = '', NEXT_PRIMARY = '', PATROL = '', TRAINEE = ''] = COLLEAGUES;
const HARM = { casualties: casualties({ killed: 2, injured: 3, defendersKilled: 1, defendersInjured: 2 }) };
const ELSEWHERE = { hromadaCode: KYIV, oblastCode: KYIV };
const [TENURE, BEAT, REQUEST] = [randomUUID(), randomUUID(), randomUUID()];
const TARGET = {
  service: ResponderKind.RESCUE,
  goal: TargetGoal.ARRIVAL,
  area: 1,
  clock: 1,
  status: 1,
  minutes: 10,
} as const;
const ON_SCENE = new Date('2021-11-04T10:07:00Z');

const HISTORY: Readonly<Record<Producer, readonly NewEvent[]>> = {
  // Most as version 0.1.0 published them, before events said by what an incident is counted.
  incidents: [
    reported(HARM),
    reported({
      countedBy: CountedBy.fromPartial({
        settlementCode: 'UA05020030020063505',
        anonymous: true,
        attributes: [{ name: 'crash_kind', value: 'collision' }],
        targets: [TARGET],
      }),
    }),
    reported(ELSEWHERE),
    reported({ category: 2 }),
    reported({ category: IncidentCategory.DOMESTIC_VIOLENCE }),
    reported({ category: IncidentCategory.SCHOOL_SAFETY, schoolMatter: SchoolMatter.CRIME }),
    arrived(480),
    arrived(480),
    arrived(61, { category: 2 }),
    corrected({ formerCasualties: casualties({ killed: 1 }), casualties: casualties({ killed: 0, injured: 1 }) }),
    withdrawn({ ...HARM, onSceneTime: ON_SCENE }),
    restored({ ...HARM, onSceneTime: ON_SCENE }),
    restored({ ...ELSEWHERE, onSceneTime: ON_SCENE }),
    progressed({ countedBy: CountedBy.fromPartial({ targets: [TARGET] }) }),
    stepped({
      state: IncidentState.RESOLVED,
      countedBy: CountedBy.fromPartial({ targets: [{ ...TARGET, goal: TargetGoal.REPAIR }] }),
    }),
  ],
  officers: [
    assigned(PRIMARY),
    assigned(NEXT_PRIMARY, { beat: { hromadaCode: KYIV, starostaDistrictCode: 'UA-D' } }),
    assigned(PRIMARY, { assignmentId: TENURE, beatId: BEAT, assignedTime: ON_SCENE, endTime: ON_SCENE }),
    ended(TENURE),
    beatEvent({ beat: BEAT, hromada: VINNYTSIA, units: [VINNYTSIA], day: '2021-11-01' }),
    registered(PATROL),
    registered(TRAINEE, { state: OfficerState.TRAINING }),
    stateChanged(PRIMARY, { state: OfficerState.ON_LEAVE }),
    stateChanged(TRAINEE, { kind: 2, state: OfficerState.ACTIVE }),
    listed('UA01020030000065344'),
    merged('UA05020170000049432', VINNYTSIA, '2021-11-05'),
    controlChanged(VINNYTSIA, TerritoryChangeKind.FRONTLINE, '2021-11-05'),
    trusted('2021-autumn'),
    promised(GuaranteeMetric.REACHABLE, { kept: 1, broken: 2 }),
    promised(GuaranteeMetric.REPORTED_IN_TIME, { kept: 3, broken: 1, pending: 2 }),
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
    filledBy.set(producer, await newlyFilled(rebuilt(), filledBy));
  }
});
afterAll(async () => {
  await statistics.stop();
  for (const producer of producers) await producer.stop();
  await nats.stop();
});

test('a rebuild from each ledger restores every column of every table that events fill', () =>
  expectRestored(rebuilt()));

test('a rebuild from the events of one producer deletes their effects and no others', () =>
  expectOwnEffectsOnly(rebuilt()));

test('a rebuild leaves no sum of a month that was made of the former counters, and no former time', async () => {
  const em = statistics.database.em.fork();
  await rows(
    em,
    `insert into target_former select 'arrival', gen_random_uuid(), 'rescue', '', 'any', 'report', '2021-11-04', 7`,
  );
  await rows(em, `insert into rolled_period values ('month', '2021-11-01', now())`);
  await rows(em, `insert into rolled_event_count values ('month', '2021-11-01', 'UA', 'fines', 'fire', 99)`);
  await rebuild(['incidents']);
  expect(await rows(em, `select from rolled_event_count where value = 99`)).toEqual([]);
  expect(await rows(em, 'select from rolled_period')).toEqual([]);
  expect(await rows(em, 'select from target_former')).toEqual([]);
});

test('a rebuild says which counters it has changed and by how much, of sensitive ones nothing', async () => {
  await rebuild(['incidents', 'cameras', 'officers']);
  expect(await changedBy('incidents')).toEqual({ failure: '', compared: true, changes: [] });
  const em = statistics.database.em.fork();
  await rows(em, `update incident_count set incidents = incidents + 2 where territory_code = 'UA'`);
  await rows(em, 'update sensitive_count set value = value + 1');
  await rows(em, 'update camera_coverage_day set equipped = equipped - 4');
  await rebuild(['incidents', 'cameras', 'officers']);
  const { changes } = await changedBy('incidents');
  expect(changes.map(({ table, measure }) => [table, measure])).toEqual([['incident_count', 'incidents']]);
  expect(changes.map(({ cells, sum }) => sum + 2 * Number(cells))).toEqual([0]);
  expect(await changedBy('cameras')).toMatchObject({
    changes: [{ table: 'camera_coverage_day', measure: 'equipped', cells: 1n, sum: 4 }],
  });
  expect(await changedBy('officers')).toEqual({ failure: '', compared: false, changes: [] });
});

async function changedBy(producer: string) {
  const channelOverride = statistics.client.getChannel();
  const consumers = new ConsumerServiceClient('', demoClientCredentials(), { channelOverride });
  const { checkpoints } = await callUnary('GetCheckpoints', consumers.getCheckpoints.bind(consumers), {}, 5_000);
  const { lastRebuild } = checkpoints.find((each) => each.producer === producer) ?? expect.fail();
  const { failure, compared, changes } = lastRebuild ?? expect.fail();
  return { failure, compared, changes };
}

function rebuilt(): RebuiltTables {
  // Only what became known on different days is kept there, and all of this history is recorded today.
  const ofSeveralDays = ['target_former', 'beat_coverage_former'];
  const isFilled = (table: string) => !ofSeveralDays.includes(table) && !isRolledUp(table);
  const tables = tablesFromEvents(statistics.database).filter(isFilled);
  return { database: statistics.database, tables, filledBy, rebuild };
}

/** Not events but a job fills them, months later. */
function isRolledUp(table: string): boolean {
  return table.startsWith('rolled_');
}

/** Rebuilds from the events of these producers, and resolves when all is done. */
async function rebuild(from: readonly string[]): Promise<void> {
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
