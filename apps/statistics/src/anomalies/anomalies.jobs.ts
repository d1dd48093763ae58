import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EntityManager } from '@safe-community/database';
import { addDays, kyivDay, type Day } from '@safe-community/domain-kit';
import type { Job, Runtime } from '@safe-community/service-kit';
import { LEAST_UNUSUAL } from '@safe-community/statistics-math';
import { findOblast, oblastDigits, oblasts } from '@safe-community/territory';
import { Gazetteer, readFigures, type Figure, type FigureRequest } from '../figures/module.ts';
import { CATEGORIES, COUNTRY, isSensitive, type Category } from '../incidents/module.ts';
import { readListedUnits, type ListedUnit } from '../territory/module.ts';
import { foundEvent } from './anomalies.events.ts';
import { markChecked, readCheckedUntil, saveAnomalies } from './anomalies.store.ts';
import {
  checkSeries,
  dueDays,
  HISTORY_DAYS,
  isUnusual,
  limitFor,
  settledDayAt,
  type CheckedSeries,
} from './anomaly.ts';

const EVERY_MS = 10 * 60_000;
const OPEN_CATEGORIES = CATEGORIES.filter((category) => !isSensitive(category));

/** Looks once a day at every territory, and publishes the days that were unusual. */
export function findAnomaliesJob({ database, unitOfWork, clock }: Runtime, everyMs = EVERY_MS): Job {
  return {
    name: 'find-anomalies',
    everyMs,
    async run(signal) {
      const reader = database.em.fork();
      const [day] = dueDays(settledDayAt(clock.now(), kyivDay), await readCheckedUntil(reader));
      if (day === undefined) return 0;
      const places = placesOf(await readListedUnits(reader));
      const series = places.reduce((sum, { categories }) => sum + categories.length, 0);
      const checked = await checkDay(reader, { day, today: kyivDay(clock.now()) }, places, signal);
      if (signal.aborted) return 0;
      const found = checked.filter((each) => isUnusual(each, limitFor(series)));
      const now = clock.now();
      const anomalies = found.map((each) => ({ ...each, anomalyId: clock.newId(now), day }));
      await unitOfWork.record(async (tx) => {
        if (!(await markChecked(tx, day, series, now))) return { result: undefined, events: [] };
        await saveAnomalies(tx, anomalies, now);
        return { result: undefined, events: anomalies.map(foundEvent) };
      });
      return 1;
    },
  };
}

/** Only places where enough happened on the day can be unusual; one at a time, because years of days take memory. */
async function checkDay(
  tx: EntityManager,
  { day, today }: { readonly day: Day; readonly today: Day },
  places: readonly Place[],
  signal: AbortSignal,
): Promise<CheckedSeries[]> {
  const codes = places.map(({ code }) => code);
  const ofDay = { from: day, to: day, territory: { codes }, groupBy: ['territory'], today } as const;
  const onDay = await readIncidents(tx, ofDay);
  const busy = new Set(onDay.filter(({ value }) => value >= LEAST_UNUSUAL).map(({ territoryCode }) => territoryCode));
  const checked: CheckedSeries[] = [];
  for (const place of places.filter(({ code }) => busy.has(code))) {
    if (signal.aborted) break;
    const from = addDays(day, -HISTORY_DAYS);
    const history = await readIncidents(tx, {
      from,
      to: day,
      territory: { codes: [place.code] },
      groupBy: ['day', 'category'],
      today,
    });
    checked.push(...(await checkPlace(place, day, history)));
  }
  return checked;
}

interface Place {
  readonly code: string;
  readonly oblastCode: string;
  readonly categories: readonly (Category | undefined)[];
}

/** Country and oblasts by category; hromadas, where numbers are small, as a whole. */
function placesOf(listed: readonly ListedUnit[]): Place[] {
  const large = oblasts().map(({ code }) => ({ code, oblastCode: code, categories: OPEN_CATEGORIES }));
  // A city with special status is an oblast already.
  const isLarge = new Set(large.map(({ code }) => code));
  const hromadas = new Gazetteer(listed)
    .unitsOf({ level: 'hromada' })
    .filter(({ territory }) => !isLarge.has(territory));
  return [
    { code: COUNTRY, oblastCode: '', categories: OPEN_CATEGORIES },
    ...large,
    ...hromadas.map(({ territory: code }) => ({
      code,
      oblastCode: findOblast(oblastDigits(code))?.code ?? '',
      categories: [undefined],
    })),
  ];
}

/** Sensitive categories have no figures. */
function readIncidents(
  tx: EntityManager,
  wanted: Pick<FigureRequest, 'from' | 'to' | 'territory' | 'groupBy' | 'today'>,
): Promise<Figure[]> {
  return readFigures(tx, { ...wanted, measures: ['incidents'], territoryAsOf: 'event' });
}

/** Real and invented incidents apart. History begins with the first incident of the territory. */
async function checkPlace(place: Place, day: Day, figures: readonly Figure[]): Promise<CheckedSeries[]> {
  const { code: territoryCode, oblastCode, categories } = place;
  const checked: CheckedSeries[] = [];
  for (const demonstration of [false, true]) {
    const counted = figures.map(({ from = day, category, ...figure }) => ({
      day: from,
      category,
      count: demonstration ? figure.demonstration : figure.value - figure.demonstration,
    }));
    const days = counted.filter(({ count }) => count > 0).map(({ day: at }) => at);
    if (days.length === 0) continue;
    const first = days.reduce((a, b) => (a < b ? a : b));
    const indexOf = new Map(daysFrom(first, day).map((each, index) => [each, index]));
    for (const category of categories) {
      const counts = Array.from({ length: indexOf.size }, () => 0);
      for (const each of counted) {
        const index = indexOf.get(each.day);
        const isWanted = category === undefined || each.category === category;
        if (index !== undefined && isWanted) counts[index] = (counts[index] ?? 0) + each.count;
      }
      const series = checkSeries({ territoryCode, oblastCode, category, demonstration, counts }, day);
      if (series !== undefined) checked.push(series);
      // A baseline takes milliseconds: calls go first.
      await nextTurn();
    }
  }
  return checked;
}

function daysFrom(first: Day, last: Day): Day[] {
  const days: Day[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}
