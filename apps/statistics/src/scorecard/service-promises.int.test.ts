import { randomUUID } from 'node:crypto';
import { CountedBy } from '@safe-community/contracts/incidents/v1/counted_by.ts';
import { IncidentCategory, ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  TargetArea,
  TargetClock,
  TargetGoal,
  TargetStatus,
} from '@safe-community/contracts/incidents/v1/response_target.ts';
import { inOneGo, rows } from '@safe-community/database';
import { startTestNats } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countedUpTo, scorecardOf } from '../../test/calls.ts';
import { KYIV, VINNYTSIA, VINNYTSKA } from '../../test/events.ts';
import { broken, minutesLater, stepped } from '../../test/incident-events.ts';
import { runProducer } from '../../test/running-producer.ts';
import { runStatistics, type RunningStatistics } from '../../test/running-statistics.ts';
import type { RequestKind } from '../cameras/footage-outcome.ts';
import { saveDecided, saveOverdue, saveReceived } from '../cameras/footage-outcomes.store.ts';

/** Figures of events are of 2021, as the times of the test events. */
const YEAR = { firstDay: '2021-01-01', lastDay: '2021-12-31' };
const RULE = {
  service: ResponderKind.MUNICIPALITY,
  goal: TargetGoal.REPAIR,
  targetClass: 'road_pit',
  area: TargetArea.ANY,
  clock: TargetClock.DISCOVERED,
  status: TargetStatus.RECOMMENDED,
  validFrom: '2000-01-01',
  minutes: 14_400,
  confirmed: false,
};
const PROMISE_OF_VINNYTSIA = { ...RULE, targetClass: 'street_light', ownPromise: true, minutes: 4_320 };

let statistics: RunningStatistics;
let stop: () => Promise<void>;
beforeAll(async () => {
  const nats = await startTestNats();
  const incidents = await runProducer('incidents', nats);
  statistics = await runStatistics(nats, { incidents: incidents.address });
  const repaired = (kind: string, minutes: number, targets: (typeof PROMISE_OF_VINNYTSIA)[] = []) =>
    stepped({
      changedTime: minutesLater(minutes),
      countedBy: CountedBy.fromPartial({ ...broken(kind).countedBy, targets }),
    });
  const position = await incidents.emit([
    ...Array.from({ length: 4 }, () => [
      repaired('street_light', 60, [PROMISE_OF_VINNYTSIA]),
      repaired('street_light', 120),
      repaired('street_light', 240),
    ]).flat(),
    repaired('road_pit', 600, [{ ...RULE, ownPromise: false }]),
    stepped({ category: IncidentCategory.ACCESS_BARRIER, changedTime: minutesLater(90) }),
    stepped({ category: IncidentCategory.ACCESS_BARRIER, changedTime: minutesLater(90) }),
  ]);
  await countedUpTo(statistics.client, 'incidents', position);
  stop = async () => {
    await statistics.stop();
    await incidents.stop();
    await nats.stop();
  };
  const release = async (category: string, months: Readonly<Record<string, number | null>>, releasedOn: string) => {
    for (const [month, value] of Object.entries(months)) {
      const em = statistics.database.em.fork();
      await rows(em, `insert into released_period values ($1, 'country', 'month', $2, 0, $3)`, [
        category,
        month,
        releasedOn,
      ]);
      await rows(
        em,
        `insert into released_figure (category, measure, territory_code, period, period_start, revision,
           value, counted, released_on)
         values ($1, 'incidents', 'UA', 'month', $2, 0, $3::bigint, coalesce($3::bigint, 1), $4)`,
        [category, month, value, releasedOn],
      );
    }
  };
  // In March there are too few, so that later months do not count.
  const of2021 = { '2021-01-01': 100, '2021-02-01': 90, '2021-03-01': null, '2021-04-01': 80 };
  await release('domestic_violence', of2021, '2021-12-15');
  await release('domestic_violence', { '2020-01-01': 150, '2020-02-01': 140 }, '2020-12-15');
  await rows(
    statistics.database.em.fork(),
    `with period as (
       insert into released_period values ('school_safety', 'oblast', 'quarter', '2021-01-01', 0, '2021-12-15')
     )
     insert into released_figure (category, measure, territory_code, period, period_start, revision, value, counted, released_on)
     values ('school_safety', 'incidents', $1, 'quarter', '2021-01-01', 0, 15, 17, '2021-12-15')`,
    [VINNYTSKA],
  );
  const complaint = async (
    received: string,
    late: boolean | null,
    overdue = false,
    kind: RequestKind = 'complaint',
  ) => {
    const request = { footageRequestId: randomUUID(), knownOn: received };
    await inOneGo(statistics.database, [
      saveReceived([{ ...request, kind, oblastCode: VINNYTSKA, receivedOn: received }]),
      ...(late === null ? [] : saveDecided([{ ...request, outcome: 'granted', isLate: late }])),
      ...(overdue ? saveOverdue([request]) : []),
    ]);
  };
  await complaint('2021-03-01', false);
  await complaint('2021-03-02', false);
  await complaint('2021-03-03', true);
  await complaint('2021-03-04', null, true);
  await complaint('2021-03-05', null);
  await complaint('2021-03-05', true, false, 'information');
});
afterAll(() => stop());

test('lights, pits, and barriers: how many and how fast, with the dated rule and its status', async () => {
  const found = await promises();
  expect(found.get('lights_repaired')).toMatchObject({ value: 12 });
  expect(seconds(found.get('light_repair_time')?.value)).toBeCloseTo(120, -1);
  expect(found.get('light_repair_time')?.rules).toEqual([]);
  expect(found.get('pits_repaired')).toMatchObject({ value: 1 });
  expect(found.get('pit_repair_time')?.rules).toMatchObject([{ ...RULE, ownPromise: false }]);
  expect(found.get('barriers_removed')).toMatchObject({ value: 2, coveredFrom: '' });
  // A median of two may be the time of one of them.
  expect(found.get('barrier_removal_time')?.value).toBeUndefined();
});

test('a hromada sees its own promise beside the rule of the country', async () => {
  const found = await promises({ territoryCode: VINNYTSIA });
  expect(found.get('light_repair_time')?.rules).toMatchObject([PROMISE_OF_VINNYTSIA]);
  expect(found.get('pit_repair_time')?.rules).toMatchObject([RULE]);
  const elsewhere = await promises({ territoryCode: KYIV });
  expect(elsewhere.get('light_repair_time')?.rules).toEqual([]);
  expect(elsewhere.get('lights_repaired')?.value).toBeUndefined();
});

test('of sensitive categories only what is released, of whole months until the first with too few', async () => {
  const violence = (await promises()).get('domestic_violence');
  expect(violence).toMatchObject({
    value: 190,
    coveredFrom: '2021-01-01',
    coveredTo: '2021-02-28',
    baselines: [{ firstDay: '2020-01-01', lastDay: '2020-02-29', counted: 290 }],
    forecast: undefined,
  });
  expect((await promises()).get('school_safety')?.value).toBeUndefined();
  const ofOblast = await promises({ territoryCode: VINNYTSKA });
  expect(ofOblast.get('school_safety')).toMatchObject({ value: 15, coveredTo: '2021-03-31' });
  expect(ofOblast.get('visits_overdue')).toMatchObject({ value: undefined, baselines: [] });
});

test('as known before the release there is no number', async () => {
  const found = await promises({ knownOn: '2021-12-14' });
  expect(found.get('domestic_violence')?.value).toBeUndefined();
  // The ledger recorded the repairs today.
  expect(found.get('lights_repaired')?.value).toBeUndefined();
});

test('complaints answered in time, of those that are answered or overdue', async () => {
  expect((await promises()).get('complaints_in_time')?.value).toBe(50);
  expect((await promises({ territoryCode: VINNYTSKA })).get('complaints_in_time')?.value).toBe(50);
  expect((await promises({ territoryCode: VINNYTSIA })).get('complaints_in_time')?.value).toBeUndefined();
});

test('complaints as known on a day leave out what became known later', async () => {
  const shareOn = async (knownOn: string) => (await promises({ knownOn })).get('complaints_in_time')?.value?.toFixed(1);
  expect(await shareOn('2021-12-14')).toBe('50.0');
  expect(await shareOn('2021-03-03')).toBe('66.7');
  expect(await shareOn('2021-03-02')).toBe('100.0');
});

async function promises(request: { readonly territoryCode?: string; readonly knownOn?: string } = {}) {
  const { rows: found } = await scorecardOf(statistics.client, { ...YEAR, ...request });
  return new Map(found.map((row) => [row.id, row]));
}

/** In minutes. */
function seconds(value: number | undefined): number {
  return (value ?? 0) / 60;
}
