import { ResponderProgress } from '@safe-community/contracts/incidents/v1/course.ts';
import { IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { OutcomeKind } from '@safe-community/contracts/incidents/events/v1/case_events.ts';
import type { NewEvent } from '@safe-community/events';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { applyEvents } from '../../test/apply-events.ts';
import { reported, VINNYTSIA } from '../../test/events.ts';
import * as make from '../../test/incident-events.ts';
import { forgetEffects, ownDatabase, type OwnDatabase } from '../../test/own-database.ts';
import { sensitiveCells } from '../../test/sensitive-cells.ts';
import { readFigures, type FigureRequest } from '../figures/module.ts';
import { incidentEvents } from './incidents.events.ts';

let own: OwnDatabase;
beforeAll(async () => {
  own = await ownDatabase();
});
afterAll(() => own.drop());
beforeEach(() => forgetEffects(own.database, 'incidents'));

test('counts steps, and how long repairs took where it is known what broke', async () => {
  await apply([
    make.stepped({ ...make.broken('street_light'), changedTime: make.minutesLater(60) }),
    make.stepped({ ...make.broken('street_light'), changedTime: make.minutesLater(180) }),
    make.stepped({ ...make.broken('road_pit'), changedTime: make.minutesLater(30) }),
    make.stepped({ changedTime: make.minutesLater(5) }),
    make.stepped({ formerState: IncidentState.CLOSED, state: IncidentState.REOPENED }),
    // Another urgency.
    make.stepped({ formerState: IncidentState.RESOLVED }),
    make.escalated(),
  ]);
  expect(await values(['resolved', 'reopened', 'missed_deadlines'])).toEqual([4, 1, 1]);
  const [light = 0, pit = 0] = await values(['light_repair_time_p99', 'pit_repair_time_p50']);
  expect([near(light, 60 * 60), near(pit, 30 * 60)]).toEqual([true, true]);
});

test('counts the steps of each kind of responder', async () => {
  await apply([
    make.progressed({ progress: ResponderProgress.DISPATCHED }),
    make.progressed({ progress: ResponderProgress.EN_ROUTE }),
    make.progressed(),
    // A time that is not known, and times that contradict each other.
    make.progressed({ enRouteTime: undefined, onSceneTime: make.minutesLater(20) }),
    make.progressed({ onSceneTime: make.minutesLater(-1) }),
    make.progressed({ progress: ResponderProgress.LEFT }),
  ]);
  const measures = ['dispatch_time_p50', 'turnout_time_p50', 'travel_time_p50', 'arrival_time_p90', 'arrival_time_p50'];
  const figures = await read({ measures, groupBy: ['responder'], territory: { codes: [VINNYTSIA] } });
  const minutes = new Map(figures.map(({ measure, value }) => [measure, value / 60]));
  expect(figures.map(({ responder }) => responder)).toEqual(measures.map(() => 'rescue'));
  for (const [index, expected] of [1, 2, 7, 10, 10].entries()) {
    expect(near(minutes.get(measures[index] ?? '') ?? 0, expected)).toBe(true);
  }
  expect(figures.find(({ measure }) => measure === 'arrival_time_p50')?.base).toBe(2);
});

test('counts outcomes by kind, works, and hours, which replace those of the same day', async () => {
  await apply([
    make.outcome(),
    make.outcome({ kind: OutcomeKind.COMMUNITY_WORKS }),
    make.revoked(),
    make.referred(),
    make.worked(),
    make.worked({ hours: 5, formerHours: 8, missedHours: 4, formerMissedHours: 1 }),
    make.completed(),
    make.sentBack(),
  ]);
  const works = ['works_referred', 'works_referred_late', 'work_hours_imposed', 'works_completed', 'works_returned'];
  expect(await values(['fines', 'community_works', 'outcomes_revoked'])).toEqual([1, 1, 1]);
  expect(await values(works)).toEqual([1, 1, 40, 1, 1]);
  expect(await values(['work_hours', 'work_hours_missed'])).toEqual([5, 4]);
});

test('counts what protects victims only apart, by hromada', async () => {
  await apply([
    reported({ category: IncidentCategory.DOMESTIC_VIOLENCE }),
    make.orderOfPolice(),
    make.orderOfPolice({ byCourt: true }),
    make.orderOfCourt(),
    make.breached(),
    make.victimSent(),
    make.helpAccepted(),
    make.visitMissed(),
    make.visitMade(),
  ]);
  const measures = [
    'prohibition_orders',
    'restraining_orders',
    'order_breaches',
    'victim_referrals',
    'referrals_accepted',
    'visits_overdue',
    'visits_done',
  ];
  const period = { from: '2021-11-01', to: '2021-11-30' };
  const sensitive = await sensitiveCells(own.database, period);
  const cell = { hromadaCode: VINNYTSIA, day: '2021-11-04', category: 'domestic_violence' };
  expect(sensitive).toEqual(
    [
      ...measures.map((measure, index) => ({ ...cell, measure, value: index === 1 ? 2 : 1 })),
      { ...cell, measure: 'incidents', value: 1 },
    ].toSorted((a, b) => (a.measure < b.measure ? -1 : 1)),
  );
  expect(await sensitiveCells(own.database, { ...period, knownOn: '2021-11-03' })).toEqual([]);
});

test('what is recorded later is known later', async () => {
  await apply([make.outcome(), reported()]);
  await apply([make.outcome(), reported()], '2021-11-06T10:00:00Z');
  const measures = ['fines', 'incidents'];
  const known = async (knownOn: string) => (await read({ measures, knownOn })).map(({ value }) => value);
  expect(await known('2021-11-03')).toEqual([]);
  expect(await known('2021-11-05')).toEqual([1, 1]);
  expect(await known('2021-11-06')).toEqual([2, 2]);
});

/** Applies events as one batch. */
function apply(events: readonly NewEvent[], recordedAt = '2021-11-04T20:00:00Z'): Promise<void> {
  return applyEvents(
    own.database,
    incidentEvents(() => '2021-11-30'),
    events.map((event) => [event, recordedAt]),
  );
}

function read(more: Partial<FigureRequest>) {
  return readFigures(own.database.em.fork(), {
    measures: [],
    from: '2021-11-01',
    to: '2021-11-30',
    territory: { level: 'country' },
    groupBy: [],
    territoryAsOf: 'event',
    today: '2026-11-30',
    ...more,
  });
}

/** In the order of the measures. */
async function values(measures: readonly string[]): Promise<(number | undefined)[]> {
  const figures = await read({ measures });
  return measures.map((name) => figures.find(({ measure }) => measure === name)?.value);
}

function near(value: number, exact: number): boolean {
  return Math.abs(value - exact) <= 0.025 * exact;
}
