import { CountedBy } from '@safe-community/contracts/incidents/v1/counted_by.ts';
import { IncidentCategory, ReportChannel, ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { ReadCountersResponse } from '@safe-community/contracts/statistics/v1/counters.ts';
import { startTestNats, type TestNats } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countedUpTo } from '../../test/calls.ts';
import { arrived, reported, withdrawn } from '../../test/events.ts';
import { progressed } from '../../test/incident-events.ts';
import { runProducer, type RunningProducer } from '../../test/running-producer.ts';
import { runStatistics, type RunningStatistics } from '../../test/running-statistics.ts';

let nats: TestNats;
let incidents: RunningProducer;
let statistics: RunningStatistics;
beforeAll(async () => {
  nats = await startTestNats();
  incidents = await runProducer('incidents', nats);
  statistics = await runStatistics(nats, { incidents: incidents.address });
});
afterAll(async () => {
  await statistics.stop();
  await incidents.stop();
  await nats.stop();
});

test('returns the incidents by channel, and how many times of each step the country has, without sensitive ones', async () => {
  const by = (channel: ReportChannel) => ({ countedBy: CountedBy.fromPartial({ channel }) });
  const school = { category: IncidentCategory.SCHOOL_SAFETY };
  const position = await incidents.emit([
    reported(by(ReportChannel.WEB)),
    reported(by(ReportChannel.PHONE_102)),
    reported(),
    withdrawn(by(ReportChannel.PHONE_102)),
    arrived(480),
    arrived(61),
    progressed(),
    arrived(480, school),
    progressed(school),
  ]);
  await countedUpTo(statistics.client, 'incidents', position);
  const pages: ReadCountersResponse[] = [];
  for await (const page of statistics.client.readCounters({}) as AsyncIterable<ReadCountersResponse>) pages.push(page);
  expect(pages.map(({ progress }) => progress.map((each) => each.position))).toEqual([[position], []]);
  const country = pages.flatMap(({ counters }) => counters).filter(({ territoryCode }) => territoryCode === 'UA');
  expect(country).toMatchObject([{ incidents: 2n, channels: [{ channel: ReportChannel.WEB, incidents: 1n }] }]);
  const durations = pages.flatMap((page) => page.durations);
  expect(durations.map(({ measure, responder, times }) => [measure, responder, times])).toEqual([
    ['arrival_time', ResponderKind.RESCUE, 1n],
    ['response_time', ResponderKind.UNSPECIFIED, 2n],
    ['travel_time', ResponderKind.RESCUE, 1n],
  ]);
  expect(durations[0]).toMatchObject({ day: { year: 2021, month: 11, day: 4 }, category: IncidentCategory.FIRE });
});
