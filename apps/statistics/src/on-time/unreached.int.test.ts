import { randomUUID } from 'node:crypto';
import { CountedBy } from '@safe-community/contracts/incidents/v1/counted_by.ts';
import { IncidentCategory, IncidentState, ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  AppliedTarget,
  TargetArea,
  TargetClock,
  TargetGoal,
  TargetStatus,
} from '@safe-community/contracts/incidents/v1/response_target.ts';
import { QueryOnTimeRequest } from '@safe-community/contracts/statistics/v1/on_time.ts';
import { callUnary } from '@safe-community/grpc-kit';
import { systemClock } from '@safe-community/service-kit';
import { startTestNats, type TestNats } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countedUpTo } from '../../test/calls.ts';
import { KYIV, reported, restored, VINNYTSKA, withdrawn } from '../../test/events.ts';
import { minutesLater, progressed, stepped } from '../../test/incident-events.ts';
import { runProducer, type RunningProducer } from '../../test/running-producer.ts';
import { runStatistics, type RunningStatistics } from '../../test/running-statistics.ts';

const URBAN = AppliedTarget.fromPartial({
  service: ResponderKind.RESCUE,
  goal: TargetGoal.ARRIVAL,
  area: TargetArea.URBAN,
  validFrom: '2021-01-01',
  minutes: 10,
  allowedExceedancePercent: 25,
  clock: TargetClock.RECEIVED,
  status: TargetStatus.BINDING,
});
const RURAL = { ...URBAN, area: TargetArea.RURAL, minutes: 20, allowedExceedancePercent: undefined };
const PIT = { ...RURAL, service: ResponderKind.MUNICIPALITY, goal: TargetGoal.REPAIR, minutes: 10 * 24 * 60 };
const LATE = new Date('2021-11-20T10:00:00Z');

let now = LATE;
let nats: TestNats;
let incidents: RunningProducer;
let statistics: RunningStatistics;
beforeAll(async () => {
  nats = await startTestNats();
  incidents = await runProducer('incidents', nats);
  const clock = { ...systemClock, now: () => now };
  statistics = await runStatistics(nats, { incidents: incidents.address }, { clock });
  const [first, second, false_, restoredOnce, repaired] = Array.from({ length: 5 }, () => randomUUID()) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const of = (targets: readonly AppliedTarget[], more: object = {}) => ({
    countedBy: CountedBy.fromPartial({ targets: [...targets] }),
    receivedTime: minutesLater(0),
    ...more,
  });
  const dayBefore = { receivedTime: minutesLater(-24 * 60) };
  const position = await incidents.emit([
    // Withdrawn before the report is applied: sums do not depend on the order.
    withdrawn(of([URBAN], { incidentId: false_ })),
    ...[first, second, false_, restoredOnce, randomUUID()].map((incidentId) => reported(of([URBAN], { incidentId }))),
    withdrawn(of([URBAN], { incidentId: restoredOnce })),
    restored(of([URBAN], { incidentId: restoredOnce })),
    progressed(of([URBAN], { incidentId: first, onSceneTime: minutesLater(5) })),
    // Two responders at one incident.
    progressed(of([URBAN], { incidentId: first, onSceneTime: minutesLater(30) })),
    progressed(of([URBAN], { incidentId: second, onSceneTime: minutesLater(50) })),
    progressed(of([URBAN], { incidentId: false_, onSceneTime: minutesLater(50) })),
    ...Array.from({ length: 3 }, () => reported(of([RURAL]))),
    reported(of([URBAN], { hromadaCode: KYIV, oblastCode: KYIV })),
    reported(of([URBAN], { category: IncidentCategory.DOMESTIC_VIOLENCE })),
    reported(of([PIT], { incidentId: repaired, category: IncidentCategory.INFRASTRUCTURE })),
    reported(of([PIT], { category: IncidentCategory.INFRASTRUCTURE })),
    stepped({
      ...of([PIT], { incidentId: repaired, category: IncidentCategory.INFRASTRUCTURE }),
      formerState: IncidentState.ON_SCENE,
      state: IncidentState.RESOLVED,
      changedTime: minutesLater(60),
    }),
    // Of a version whose reports named no target.
    progressed({ ...of([URBAN]), ...dayBefore, onSceneTime: new Date(dayBefore.receivedTime.getTime() + 60_000) }),
  ]);
  await countedUpTo(statistics.client, 'incidents', position);
});
afterAll(async () => {
  await statistics.stop();
  await incidents.stop();
  await nats.stop();
});

test('what nobody has reached is beside the share, also where nobody came at all', async () => {
  const [rural, urban, pit] = (await query()).results;
  expect(urban).toMatchObject({ arrivals: 2n, onTime: 1n, unreached: 3n, share: { value: 0.5 }, kept: false });
  expect(rural).toMatchObject({ target: RURAL, arrivals: 0n, onTime: 0n, unreached: 3n, medianSeconds: undefined });
  expect([rural?.share, rural?.kept]).toEqual([undefined, undefined]);
  expect(pit).toMatchObject({ target: PIT, arrivals: 1n, onTime: 1n, unreached: 1n });
});

test('by place', async () => {
  const unreachedIn = async (request: Partial<QueryOnTimeRequest>) =>
    (await query(request)).results.map(({ target, unreached }) => [target?.area, unreached]);
  expect(await unreachedIn({ territoryCode: KYIV })).toEqual([[TargetArea.URBAN, 1n]]);
  expect(await unreachedIn({ territoryCode: VINNYTSKA, goal: TargetGoal.ARRIVAL })).toEqual([
    [TargetArea.RURAL, 3n],
    [TargetArea.URBAN, 2n],
  ]);
});

test('an incident is expected until its minutes have passed since the end of its day', async () => {
  const at = async (time: string) => {
    now = new Date(time);
    try {
      const { results } = await query();
      return results.map(({ target, arrivals, unreached }) => [target?.minutes, arrivals, unreached]);
    } finally {
      now = LATE;
    }
  };
  // Ten minutes after midnight in Kyiv, and a minute before.
  expect(await at('2021-11-04T22:09:00Z')).toEqual([
    [10, 2n, undefined],
    [PIT.minutes, 1n, undefined],
  ]);
  expect(await at('2021-11-04T22:10:00Z')).toEqual([
    [10, 2n, 3n],
    [PIT.minutes, 1n, undefined],
  ]);
});

test('of a day with more arrivals than reports, the number is not known', async () => {
  const { results } = await query({ firstDay: '2021-11-03' });
  const urban = results.find(({ target }) => target?.area === TargetArea.URBAN);
  expect([urban?.arrivals, urban?.unreached]).toEqual([3n, undefined]);
});

function query(request: Partial<QueryOnTimeRequest> = {}) {
  const { client } = statistics;
  const whole = QueryOnTimeRequest.fromPartial({ firstDay: '2021-11-04', lastDay: '2021-11-04', ...request });
  return callUnary('QueryOnTime', client.queryOnTime.bind(client), whole, 5_000);
}
