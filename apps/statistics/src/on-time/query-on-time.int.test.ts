import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import type {
  IncidentStateChanged,
  ResponderProgressed,
} from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { CountedBy } from '@safe-community/contracts/incidents/v1/counted_by.ts';
import { ResponderProgress } from '@safe-community/contracts/incidents/v1/course.ts';
import { IncidentCategory, IncidentState, ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  AppliedTarget,
  TargetArea,
  TargetClock,
  TargetGoal,
  TargetStatus,
} from '@safe-community/contracts/incidents/v1/response_target.ts';
import { QueryOnTimeRequest } from '@safe-community/contracts/statistics/v1/on_time.ts';
import { Completeness } from '@safe-community/contracts/statistics/v1/coverage.ts';
import { ReportedMatter } from '@safe-community/contracts/statistics/v1/source.ts';
import { callUnary } from '@safe-community/grpc-kit';
import { startTestNats, type TestNats } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countedUpTo, refusalOf, violationsOf } from '../../test/calls.ts';
import { KYIV, restored, VINNYTSIA, VINNYTSKA, withdrawn } from '../../test/events.ts';
import { minutesLater, progressed, stepped } from '../../test/incident-events.ts';
import { runProducer, type RunningProducer } from '../../test/running-producer.ts';
import { runStatistics, type RunningStatistics } from '../../test/running-statistics.ts';
import { hearEveryMonth, sourcesOf } from '../../test/sources.ts';

const { RESCUE, POLICE } = ResponderKind;
const URBAN = AppliedTarget.fromPartial({
  service: RESCUE,
  goal: TargetGoal.ARRIVAL,
  area: TargetArea.URBAN,
  validFrom: '2021-01-01',
  minutes: 10,
  allowedExceedancePercent: 25,
  clock: TargetClock.RECEIVED,
  status: TargetStatus.BINDING,
  confirmed: true,
});
const RURAL = { ...URBAN, area: TargetArea.RURAL, minutes: 20, allowedExceedancePercent: undefined };
const REPAIR = { ...URBAN, goal: TargetGoal.REPAIR };
const PIT = AppliedTarget.fromPartial({
  ...REPAIR,
  service: ResponderKind.MUNICIPALITY,
  targetClass: 'road_pit',
  area: TargetArea.ANY,
  minutes: 10 * 24 * 60,
  allowedExceedancePercent: undefined,
  clock: TargetClock.DISCOVERED,
  status: TargetStatus.RECOMMENDED,
});
const LVIV = 'UA46060250000025047';
const [TWICE, FALSE_CALL, RESTORED, REOPENED] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];

let nats: TestNats;
let incidents: RunningProducer;
let statistics: RunningStatistics;
beforeAll(async () => {
  nats = await startTestNats();
  incidents = await runProducer('incidents', nats);
  statistics = await runStatistics(nats, { incidents: incidents.address });
  const position = await incidents.emit([
    // Withdrawn before the arrival is applied: events of one kind are applied together.
    withdrawn({ incidentId: FALSE_CALL }),
    withdrawn({ incidentId: RESTORED }),
    restored({ incidentId: RESTORED }),
    arrival([URBAN, REPAIR], 25, { incidentId: TWICE }),
    arrival([URBAN], 8, { incidentId: TWICE }),
    arrival([URBAN], 10),
    arrival([URBAN], 11, { incidentId: RESTORED }),
    arrival([URBAN], 1, { incidentId: FALSE_CALL }),
    arrival([URBAN], 12, { hromadaCode: KYIV, oblastCode: KYIV }),
    arrival([RURAL], 21),
    // Another service, another step, and an event that names no target.
    arrival([URBAN], 2, { kind: POLICE }),
    arrival([URBAN], 2, { progress: ResponderProgress.EN_ROUTE }),
    // Intake names no target of a sensitive incident.
    arrival([URBAN], 2, { category: IncidentCategory.DOMESTIC_VIOLENCE }),
    progressed(),
    // Resolved again after it was reopened; the events in the other order.
    repair([PIT], 11, { incidentId: REOPENED }),
    repair([PIT, URBAN], 10),
    repair([PIT], 1, { incidentId: FALSE_CALL }),
    // Closed, and another urgency of a resolved one.
    repair([PIT], 2, { state: IncidentState.CLOSED }),
    repair([PIT], 2, { formerState: IncidentState.RESOLVED }),
  ]);
  await countedUpTo(statistics.client, 'incidents', position);
  const later = await incidents.emit([repair([PIT], 3, { incidentId: REOPENED })]);
  await countedUpTo(statistics.client, 'incidents', later);
});
afterAll(async () => {
  await statistics.stop();
  await incidents.stop();
  await nats.stop();
});

test('counts each incident once, by its first arrival, against the target that applied to it', async () => {
  const { results } = await query();
  expect(results.at(-1)?.target).toEqual(PIT);
  expect(results.slice(0, -1)).toMatchObject([
    { target: RURAL, arrivals: 1n, onTime: 0n, kept: undefined, medianSeconds: undefined },
    { target: URBAN, arrivals: 4n, onTime: 2n, kept: false, share: { value: 0.5 } },
  ]);
  expect(results[1]?.share?.low).toBeCloseTo(0.0676, 3);
});

test('counts each repair once, by the last one of an incident that was reopened', async () => {
  const { results } = await query({ goal: TargetGoal.REPAIR });
  expect(results).toMatchObject([{ target: PIT, arrivals: 2n, onTime: 1n, kept: undefined, medianSeconds: undefined }]);
  expect((await query({ goal: TargetGoal.ARRIVAL })).results).toHaveLength(2);
});

test('says for how many people arrivals and repairs are reported at all', async () => {
  const before = await query();
  expect(before.arrivalsCoverage).toEqual({ completeness: Completeness.INCOMPLETE, coveredPercent: 0 });
  expect((await query({ goal: TargetGoal.REPAIR })).arrivalsCoverage).toBeUndefined();
  expect(await query({ territoryCode: LVIV })).toMatchObject({
    results: [],
    arrivalsCoverage: { completeness: Completeness.UNKNOWN },
    repairsCoverage: { completeness: Completeness.UNKNOWN },
  });
  const declared = sourcesOf(statistics.port);
  await hearEveryMonth(statistics.database, 'roads');
  await declared.declare({
    source: 'roads',
    matters: [ReportedMatter.INCIDENTS],
    categories: [IncidentCategory.INFRASTRUCTURE],
  });
  expect(await query({ territoryCode: LVIV })).toMatchObject({
    results: [],
    arrivalsCoverage: { completeness: Completeness.UNKNOWN },
    repairsCoverage: { completeness: Completeness.COMPLETE, coveredPercent: 100 },
  });
});

test('a median and a percentile of too few are absent', async () => {
  const days = { firstDay: '2021-12-01', lastDay: '2021-12-01' };
  const timesAfter = async (more: number) => {
    const at = { receivedTime: new Date('2021-12-01T10:00:00Z'), onSceneTime: new Date('2021-12-01T10:10:00Z') };
    const position = await incidents.emit(Array.from({ length: more }, () => arrival([URBAN], 10, at)));
    await countedUpTo(statistics.client, 'incidents', position);
    const [found] = (await query(days)).results;
    return [found?.arrivals, found?.medianSeconds, found?.p90Seconds];
  };
  expect(await timesAfter(9)).toEqual([9n, undefined, undefined]);
  expect(await timesAfter(1)).toEqual([10n, 600, undefined]);
  expect(await timesAfter(10)).toEqual([20n, 600, 600]);
});

test('by oblast and hromada', async () => {
  const urbanIn = async (request: Partial<QueryOnTimeRequest>) => {
    const { results } = await query(request);
    return results.find(({ target }) => target?.area === TargetArea.URBAN)?.arrivals;
  };
  expect(await urbanIn({ territoryCode: VINNYTSKA })).toBe(3n);
  expect(await urbanIn({ territoryCode: VINNYTSIA })).toBe(3n);
  expect(await urbanIn({ territoryCode: KYIV })).toBe(1n);
  expect(await urbanIn({ firstDay: '2021-11-05' })).toBeUndefined();
});

test.each<[string, Partial<QueryOnTimeRequest>]>([
  ['first_day', { firstDay: '4.11.2021' }],
  ['last_day', { lastDay: '2021-10-01' }],
  ['last_day', { firstDay: '2001-01-01' }],
  ['territory_code', { territoryCode: 'UA05020030000099999' }],
  ['goal', { goal: 3 as never }],
  ['as_known_on', { asKnownOn: 'yesterday', territoryCode: VINNYTSIA }],
  ['as_known_on', { asKnownOn: '2099-01-01' }],
  ['as_known_on', { asKnownOn: '4.11.2021' }],
])('rejects an invalid %s', async (field, request) => {
  const error = await refusalOf(query(request));
  expect(error.code).toBe(status.INVALID_ARGUMENT);
  expect(violationsOf(error).map((violation) => violation.field)).toEqual([field]);
});

function arrival(targets: readonly AppliedTarget[], minutes: number, more: Partial<ResponderProgressed> = {}) {
  const countedBy = CountedBy.fromPartial({ targets: [...targets] });
  return progressed({ onSceneTime: minutesLater(minutes), countedBy, ...more });
}

/** An incident that was resolved so many days after its receipt. */
function repair(targets: readonly AppliedTarget[], days: number, more: Partial<IncidentStateChanged> = {}) {
  return stepped({
    category: IncidentCategory.INFRASTRUCTURE,
    formerState: IncidentState.ON_SCENE,
    state: IncidentState.RESOLVED,
    receivedTime: minutesLater(0),
    changedTime: minutesLater(days * 24 * 60),
    countedBy: CountedBy.fromPartial({ targets: [...targets] }),
    ...more,
  });
}

function query(request: Partial<QueryOnTimeRequest> = {}) {
  const { client } = statistics;
  const whole = QueryOnTimeRequest.fromPartial({ firstDay: '2021-11-01', lastDay: '2021-11-30', ...request });
  return callUnary('QueryOnTime', client.queryOnTime.bind(client), whole, 5_000);
}
