import { CountedBy } from '@safe-community/contracts/incidents/v1/counted_by.ts';
import { WithdrawalCause } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { IncidentCategory, ReportChannel, ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { ReadCountersResponse } from '@safe-community/contracts/statistics/v1/counters.ts';
import { startTestNats, type TestNats } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countedUpTo } from '../../test/calls.ts';
import { arrived, reported, restored, VINNYTSIA, VINNYTSKA, withdrawn } from '../../test/events.ts';
import { outcome, progressed, victimSent } from '../../test/incident-events.ts';
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
  const pages = await readCounters();
  expect(pages.map(({ progress }) => progress.map((each) => each.position))).toEqual([[position], [], [], []]);
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

test('returns what happened to incidents by territory and day, without sensitive ones', async () => {
  const gas = { category: IncidentCategory.GAS };
  const violence = { category: IncidentCategory.DOMESTIC_VIOLENCE };
  const before = await events();
  const position = await incidents.emit([
    outcome(gas),
    outcome(gas),
    withdrawn(gas),
    withdrawn(gas),
    restored(gas),
    // Restored as often as withdrawn.
    withdrawn({ ...gas, cause: WithdrawalCause.DUPLICATE }),
    restored({ ...gas, cause: WithdrawalCause.DUPLICATE }),
    victimSent(violence),
    outcome(violence),
    withdrawn(violence),
  ]);
  await countedUpTo(statistics.client, 'incidents', position);
  const after = await events();
  const grown = [...after].map(([key, value]) => [key, value - (before.get(key) ?? 0n)] as const);
  expect(Object.fromEntries(grown.filter(([, growth]) => growth !== 0n))).toEqual(
    Object.fromEntries(
      ['UA', VINNYTSKA, VINNYTSIA].flatMap((code) => [
        [`false_calls ${code} 2021-11-4 ${gas.category}`, 1n],
        [`fines ${code} 2021-11-4 ${gas.category}`, 2n],
      ]),
    ),
  );
});

async function events(): Promise<Map<string, bigint>> {
  const counters = (await readCounters()).flatMap((page) => page.events);
  return new Map(
    counters.map(({ measure, territoryCode, day, category, value }) => [
      `${measure} ${territoryCode} ${day?.year}-${day?.month}-${day?.day} ${category}`,
      value,
    ]),
  );
}

async function readCounters(): Promise<ReadCountersResponse[]> {
  const pages: ReadCountersResponse[] = [];
  for await (const page of statistics.client.readCounters({}) as AsyncIterable<ReadCountersResponse>) pages.push(page);
  return pages;
}
