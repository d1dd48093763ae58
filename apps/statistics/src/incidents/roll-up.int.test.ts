import { rows, type Database } from '@safe-community/database';
import { createTestDatabase, type TestDatabase } from '@safe-community/testkit';
import { inOneGo } from '@safe-community/database';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { forgetEffects } from '../../test/own-database.ts';
import { VINNYTSIA, VINNYTSKA } from '../../test/events.ts';
import { migrateStatistics } from '../../test/running-statistics.ts';
import { readFigures, type FigureRequest } from '../figures/module.ts';
import { openStatisticsDatabase } from '../service.ts';
import { saveMergers } from '../territory/mergers.store.ts';
import { addDurations, addEvents } from './counters.store.ts';
import { countDurations } from './duration-count.ts';
import { countEvents } from './event-count.ts';
import { added, countIncidents } from './incident-count.ts';
import { addIncidents } from './incidents.store.ts';
import { rollUpJob } from './roll-up.jobs.ts';
import { rollUp } from './roll-up.store.ts';

const MERGED = 'UA05020170000049432';
const PLACES = [VINNYTSIA, MERGED];
const NOW = new Date('2022-03-08T10:00:00Z');
const TODAY = '2022-03-08';

let own: TestDatabase;
let database: Database;
let owned: Database;
beforeAll(async () => {
  own = await createTestDatabase({ service: 'statistics', migrate: migrateStatistics });
  database = openStatisticsDatabase(own.url);
  owned = openStatisticsDatabase(own.ownerUrl);
  await inOneGo(database, [
    saveMergers([{ code: MERGED, successorCode: VINNYTSIA, effectiveDate: '2021-05-17', knownOn: '2021-05-17' }]),
  ]);
});
beforeEach(() => forgetEffects(database, 'incidents'));
afterAll(async () => {
  await database.close();
  await owned.close();
  await own.drop();
});

interface Happening {
  readonly kind: 'incident' | 'event' | 'duration' | 'roll-up' | 'rebuild';
  readonly place: number;
  /** Days after 1 November 2020. */
  readonly day: number;
  readonly later: number;
  readonly value: number;
}

const happening: fc.Arbitrary<Happening> = fc.record({
  kind: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom<Happening['kind'][]>('incident', 'event', 'duration') },
    { weight: 2, arbitrary: fc.constant<Happening['kind']>('roll-up') },
    { weight: 1, arbitrary: fc.constant<Happening['kind']>('rebuild') },
  ),
  place: fc.nat({ max: PLACES.length - 1 }),
  day: fc.nat({ max: 490 }),
  later: fc.oneof(fc.constant(0), fc.nat({ max: 200 })),
  value: fc.integer({ min: 1, max: 9 }),
});

const REQUESTS: readonly Partial<FigureRequest>[] = [
  { groupBy: ['territory'] },
  { groupBy: ['territory', 'year', 'category'] },
  { groupBy: ['territory', 'month'] },
  { groupBy: ['channel'] },
  { groupBy: ['quarter'], territoryAsOf: 'today' },
  { groupBy: ['territory'], knownOn: '2021-07-15' },
  { groupBy: ['territory'], from: '2020-12-11', to: '2022-02-03' },
  { groupBy: ['territory'], territory: { codes: [VINNYTSKA, MERGED] } },
];

test(
  'whatever is rolled up between events, rebuilt, or recorded late, figures are those of the days',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 5, maxLength: 25 }), async (happenings) => {
        await forgetEffects(database, 'incidents');
        const kept: Happening[] = [];
        for (const each of happenings) {
          if (each.kind === 'roll-up') await runJob();
          else if (each.kind === 'rebuild') {
            await forgetEffects(database, 'incidents');
            for (const former of kept) await apply(former);
          } else {
            kept.push(each);
            await apply(each);
          }
        }
        const live = await answers();
        await rows(owned.em.fork(), 'delete from rolled_period');
        expect(live).toEqual(await answers());
        // All can be summed up again, and the sums are right.
        await runJob();
        expect(await answers()).toEqual(live);
        await rows(owned.em.fork(), "update rolled_period set checked_at = '2021-01-01'");
        for (const _ of await rows(owned.em.fork(), 'select from rolled_period')) await runJob();
      }),
      { numRuns: 15, seed: Date.now() | 0 },
    );
  },
);

test('a sum that differs from its days is found, and made again', async () => {
  await apply({ kind: 'incident', place: 0, day: 40, later: 0, value: 3 });
  await runJob();
  const right = await answers();
  await rows(owned.em.fork(), 'update rolled_incident_count set incidents = incidents + 1');
  expect(await answers()).not.toEqual(right);
  await rows(owned.em.fork(), "update rolled_period set checked_at = '2021-01-01' where start = '2020-12-01'");
  await expect(runJob()).rejects.toThrow('sums of the month 2020-12-01 differ from its days');
  await runJob();
  expect(await answers()).toEqual(right);
});

test('an event waits while sums are made, and is then in them', async () => {
  await apply({ kind: 'incident', place: 0, day: 40, later: 0, value: 3 });
  const job = database.em.fork();
  await job.begin();
  await rows(job, 'select pg_advisory_xact_lock(20261129)');
  let isApplied = false;
  const late = apply({ kind: 'incident', place: 0, day: 41, later: 0, value: 2 }).then(() => {
    isApplied = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(isApplied).toBe(false);
  await job.rollback();
  await late;
  await runJob();
  const [sum] = await rows(
    owned.em.fork(),
    "select incidents::int from rolled_incident_count where territory_code = 'UA' and span = 'year' and incidents > 0",
  );
  expect(sum).toEqual({ incidents: 5 });
});

test('a job that is killed before its commit leaves nothing, and the next one makes the sums', async () => {
  await apply({ kind: 'incident', place: 0, day: 40, later: 0, value: 3 });
  const before = await answers();
  const killed = database.em.fork();
  await killed.begin();
  expect(await rollUp(killed, { span: 'month', start: '2020-12-01' })).toBe(true);
  const [backend] = await rows<{ pid: number }>(killed, 'select pg_backend_pid() as pid');
  await rows(database.em.fork(), 'select pg_terminate_backend($1)', [backend?.pid]);
  await expect(killed.commit()).rejects.toThrow(/terminat|connection/i);
  expect(await rows(owned.em.fork(), 'select from rolled_period')).toEqual([]);
  expect(await rows(owned.em.fork(), 'select from rolled_incident_count')).toEqual([]);
  expect(await answers()).toEqual(before);
  await apply({ kind: 'incident', place: 0, day: 41, later: 0, value: 2 });
  const days = await answers();
  await runJob();
  expect(await answers()).toEqual(days);
});

test('a second replica leaves a period that is rolled up as it is', async () => {
  await apply({ kind: 'incident', place: 0, day: 40, later: 0, value: 3 });
  const month = { span: 'month', start: '2020-12-01' } as const;
  const once = () => database.em.fork().transactional((tx) => rollUp(tx, month));
  expect([await once(), await once()]).toEqual([true, true]);
  const [sum] = await rows(
    owned.em.fork(),
    "select sum(incidents)::int as all from rolled_incident_count where territory_code = 'UA'",
  );
  expect(sum).toEqual({ all: 3 });
});

async function runJob(): Promise<void> {
  const clock = { now: () => NOW, newId: () => '' };
  const failures: unknown[] = [];
  await rollUpJob({ database, clock })
    .run(new AbortController().signal)
    .catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

async function apply({ kind, place, day, later, value }: Happening): Promise<void> {
  const at = new Date(Date.UTC(2020, 10, 1 + day)).toISOString().slice(0, 10);
  const knownOn = new Date(Date.UTC(2020, 10, 1 + day + later)).toISOString().slice(0, 10);
  const located = {
    category: 'fire' as const,
    day: at,
    knownOn,
    hromadaCode: PLACES[place] ?? VINNYTSIA,
    oblastCode: VINNYTSKA,
  };
  if (kind === 'event')
    await inOneGo(database, addEvents(countEvents([{ ...located, measure: 'fines', value }]), TODAY));
  if (kind === 'duration') {
    const milliseconds = value * 600_000;
    const duration = { ...located, measure: 'pit_repair_time', responder: undefined, milliseconds, by: 1 as const };
    await inOneGo(database, addDurations(countDurations([duration]), TODAY));
  }
  if (kind !== 'incident') return;
  const harm = {
    killed: value,
    injured: 1,
    childrenKilled: 0,
    childrenInjured: 0,
    defendersKilled: 0,
    defendersInjured: 0,
  };
  const incident = {
    ...located,
    channel: 'web' as const,
    detail: undefined,
    schoolMatter: undefined,
    growth: added(harm),
  };
  await inOneGo(database, addIncidents(countIncidents(Array.from({ length: value }, () => incident)), TODAY));
}

async function answers() {
  const found = [];
  for (const request of REQUESTS) {
    for (const measures of [['incidents', 'killed'], ['fines'], ['pit_repair_time_p50']]) {
      const figures = await readFigures(database.em.fork(), {
        measures,
        from: '2020-11-01',
        to: '2022-12-31',
        territory: { codes: [...PLACES, VINNYTSKA] },
        groupBy: [],
        territoryAsOf: 'event',
        today: TODAY,
        ...request,
      });
      const placeOf = (figure: (typeof figures)[number]) => JSON.stringify(Object.entries(figure).toSorted());
      found.push(figures.map(placeOf).toSorted());
    }
  }
  return found;
}
