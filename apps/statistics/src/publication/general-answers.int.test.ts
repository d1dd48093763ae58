import { status } from '@grpc/grpc-js';
import { CountedBy, SchoolMatter } from '@safe-community/contracts/incidents/v1/counted_by.ts';
import {
  IncidentCategory,
  IncidentState,
  ReportChannel,
  ResponderKind,
} from '@safe-community/contracts/incidents/v1/incident.ts';
import { AppliedTarget, TargetGoal } from '@safe-community/contracts/incidents/v1/response_target.ts';
import { rows } from '@safe-community/database';
import type { NewEvent } from '@safe-community/events';
import { createWakeup } from '@safe-community/ledger';
import { addDays } from '@safe-community/domain-kit';
import { createRuntime, systemClock } from '@safe-community/service-kit';
import { startTestNats, type TestNats } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countedUpTo, refusalOf } from '../../test/calls.ts';
import { countDays } from '../../test/counted-days.ts';
import { arrived, casualties, corrected, reported, restored, VINNYTSKA, withdrawn } from '../../test/events.ts';
import { answersOfHromadas, generalAnswers } from '../../test/general-answers.ts';
import * as cases from '../../test/incident-events.ts';
import { runProducer, type RunningProducer } from '../../test/running-producer.ts';
import { runStatistics, type RunningStatistics } from '../../test/running-statistics.ts';
import { findAnomaliesJob } from '../anomalies/anomalies.jobs.ts';
import { MEASURES } from '../figures/module.ts';

const DAY = '2021-11-04';
/** Before the day is over, so that the service itself checks it before there is anything to find. */
const BEFORE = new Date('2021-11-04T09:00:00Z');
/** The day before has settled. */
const MORNING = new Date('2021-11-05T05:00:00Z');
const OF_INCIDENTS = ['cells', 'events', 'durations'];
const NAMES = MEASURES.filter(({ source }) => OF_INCIDENTS.includes(source.kind)).map(({ name }) => name);

let [count, now] = [0, BEFORE];
const own = { ...systemClock, now: () => now };
/** Both times, what is found gets the same ids. */
const clock = { ...own, newId: () => `00000000-0000-7000-8000-${String(count++).padStart(12, '0')}` };
let nats: TestNats;
let incidents: RunningProducer;
let statistics: RunningStatistics;
beforeAll(async () => {
  nats = await startTestNats();
  incidents = await runProducer('incidents', nats);
  statistics = await runStatistics(nats, { incidents: incidents.address }, { clock: own });
  // Many fires on the day, after years with some.
  const counts = [...Array.from({ length: 543 }, (_, index) => 3 + ((index * 7) % 5)), 60];
  const history = { territoryCode: VINNYTSKA, category: 'fire', firstDay: addDays(DAY, -543), counts };
  await countDays(statistics.database, history);
  now = MORNING;
});
afterAll(async () => {
  await statistics.stop();
  await incidents.stop();
  await nats.stop();
});

test('every general answer has the same bytes with and without sensitive incidents', { timeout: 120_000 }, async () => {
  await happen([IncidentCategory.FIRE, IncidentCategory.PUBLIC_ORDER]);
  const before = await answers();
  const { anomalies, onTime, load } = before;
  for (const answer of [anomalies, onTime, load]) expect(answer).not.toBe('');
  await happen([IncidentCategory.DOMESTIC_VIOLENCE, IncidentCategory.SCHOOL_SAFETY]);
  const [sensitive] = await rows<{ sum: string }>(
    statistics.database.em.fork(),
    'select sum(value) as sum from sensitive_count where value > 0',
  );
  expect(Number(sensitive?.sum)).toBeGreaterThan(50);
  const after = await answers();
  for (const [asked, answer] of Object.entries(before)) expect([asked, after[asked] === answer]).toEqual([asked, true]);
  expect(Object.keys(after)).toEqual(Object.keys(before));
});

test('no answer about a hromada changes with medical emergencies, or with who was hurt in the street', async () => {
  const [order, elsewhere] = [IncidentCategory.PUBLIC_ORDER, IncidentCategory.OTHER];
  await emitted([order, elsewhere].map((category) => reported({ category, countedBy: DETAILS })));
  const before = await answersOfHromadas(statistics.client, NAMES);
  const figures = async () => (await generalAnswers(statistics.client, NAMES))['days of incidents'];
  const wide = await figures();
  await happen([IncidentCategory.MEDICAL]);
  await emitted(
    [order, elsewhere].flatMap((category) => [
      corrected({ category, countedBy: DETAILS, formerCasualties: casualties({}), casualties: HURT }),
      cases.outcome({ category }),
      cases.worked({ category }),
    ]),
  );
  const after = await answersOfHromadas(statistics.client, NAMES);
  for (const [asked, answer] of Object.entries(before)) expect([asked, after[asked] === answer]).toEqual([asked, true]);
  // Of the country they are published.
  expect(await figures()).not.toBe(wide);
});

test('a role that is not entitled reads no counters at all', async () => {
  const read = async () => {
    for await (const page of statistics.unprivileged.readCounters({}) as AsyncIterable<unknown>)
      expect.fail(JSON.stringify(page));
  };
  expect((await refusalOf(read())).code).toBe(status.PERMISSION_DENIED);
});

/** What the service answers, once it has looked for unusual days. */
async function answers(): Promise<Record<string, string>> {
  count = 0;
  const em = statistics.database.em.fork();
  await rows(em, 'delete from anomaly');
  await rows(em, 'delete from anomaly_day');
  const job = findAnomaliesJob(
    createRuntime({ installation: 'demonstration', database: statistics.database, wakeup: createWakeup(), clock }),
  );
  while ((await job.run(new AbortController().signal)) > 0);
  return generalAnswers(statistics.client, NAMES);
}

async function emitted(events: readonly NewEvent[]): Promise<void> {
  await countedUpTo(statistics.client, 'incidents', await incidents.emit(events));
}

/** Everything that can happen to incidents of these categories, on one day and in one place. */
async function happen(categories: readonly IncidentCategory[]): Promise<void> {
  await emitted(categories.flatMap((category) => [...reportsOf(category), ...courseOf(category)]));
}

const HURT = casualties({ killed: 2, injured: 3, childrenKilled: 1, childrenInjured: 1 });
const ARRIVAL = AppliedTarget.fromPartial({
  service: ResponderKind.RESCUE,
  goal: TargetGoal.ARRIVAL,
  area: 1,
  clock: 1,
  status: 1,
  minutes: 10,
});
/** More than intake publishes of sensitive incidents. */
const DETAILS = CountedBy.fromPartial({
  channel: ReportChannel.WEB,
  settlementCode: 'UA05020030020063505',
  attributes: [{ name: 'fire_object', value: 'house' }],
  targets: [ARRIVAL, { ...ARRIVAL, goal: TargetGoal.REPAIR }],
});

function reportsOf(category: IncidentCategory): NewEvent[] {
  const of = { category, countedBy: DETAILS };
  return [
    ...Array.from({ length: 20 }, () => reported({ ...of, casualties: HURT, schoolMatter: SchoolMatter.DRUGS })),
    corrected({ ...of, formerCasualties: HURT, casualties: casualties({ killed: 3, injured: 3 }) }),
    withdrawn({ ...of, casualties: HURT }),
    restored({ ...of, casualties: HURT }),
    withdrawn({ ...of, casualties: HURT }),
    arrived(480, { category }),
  ];
}

function courseOf(category: IncidentCategory): NewEvent[] {
  const of = { category, countedBy: DETAILS };
  return [
    cases.progressed(of),
    cases.stepped(of),
    cases.stepped({ ...of, formerState: IncidentState.RESOLVED, state: IncidentState.REOPENED }),
    cases.escalated({ category }),
    cases.outcome({ category }),
    cases.revoked({ category }),
    cases.referred({ category }),
    cases.worked({ category }),
    cases.completed({ category }),
    cases.sentBack({ category }),
    // Of these, all are sensitive.
    ...(category === IncidentCategory.DOMESTIC_VIOLENCE
      ? [
          cases.orderOfPolice(),
          cases.orderOfCourt(),
          cases.breached(),
          cases.victimSent(),
          cases.visitMissed(),
          cases.helpAccepted(),
          cases.visitMade(),
        ]
      : []),
  ];
}
