import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EntityManager } from '@safe-community/database';
import { addDays, kyivDay, type Day } from '@safe-community/domain-kit';
import type { Job, Runtime } from '@safe-community/service-kit';
import { oblasts } from '@safe-community/territory';
import { readFigures, type Figure, type Territories } from '../figures/module.ts';
import { CATEGORIES, COUNTRY, isSensitive, type Category } from '../incidents/module.ts';
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
      const checked = await checkDay(reader, day, signal);
      if (signal.aborted) return 0;
      const found = [true, false].flatMap((demonstration) => {
        const series = checked.filter((each) => each.demonstration === demonstration);
        return series.filter((each) => isUnusual(each, limitFor(series.length)));
      });
      const now = clock.now();
      const anomalies = found.map((each) => ({ ...each, anomalyId: clock.newId(now), day }));
      await unitOfWork.record(async (tx) => {
        if (!(await markChecked(tx, day, checked.length, now))) return { result: undefined, events: [] };
        await saveAnomalies(tx, anomalies, now);
        return { result: undefined, events: anomalies.map(foundEvent) };
      });
      return 1;
    },
  };
}

/** Country and oblasts by category; hromadas, where numbers are small, as a whole. */
async function checkDay(tx: EntityManager, day: Day, signal: AbortSignal): Promise<CheckedSeries[]> {
  const checked: CheckedSeries[] = [];
  const large = await readDays(tx, day, { codes: [COUNTRY, ...oblasts().map(({ code }) => code)] });
  for (const [code, figures] of large) {
    const oblastCode = code === COUNTRY ? '' : code;
    checked.push(...(await checkTerritory({ code, oblastCode }, day, figures, OPEN_CATEGORIES)));
  }
  for (const { code: oblastCode, kind } of oblasts()) {
    // A city with special status is an oblast already.
    if (signal.aborted || kind === 'special-city') continue;
    const hromadas = await readDays(tx, day, { level: 'hromada', withinCode: oblastCode });
    for (const [code, figures] of hromadas) {
      checked.push(...(await checkTerritory({ code, oblastCode }, day, figures, [undefined])));
    }
  }
  return checked;
}

/** The daily incidents of the last years, without the sensitive categories, by territory. */
async function readDays(tx: EntityManager, day: Day, territory: Territories): Promise<Map<string, Figure[]>> {
  const figures = await readFigures(tx, {
    measures: ['incidents'],
    from: addDays(day, -HISTORY_DAYS),
    to: day,
    territory,
    groupBy: ['territory', 'day', 'category'],
    territoryAsOf: 'event',
  });
  const open = figures.filter(({ category }) => !isSensitive(category as Category));
  return Map.groupBy(open, ({ territoryCode = '' }) => territoryCode);
}

interface Where {
  readonly code: string;
  readonly oblastCode: string;
}

/** Real and invented incidents apart. History begins with the first incident of the territory. */
async function checkTerritory(
  { code: territoryCode, oblastCode }: Where,
  day: Day,
  figures: readonly Figure[],
  categories: readonly (Category | undefined)[],
): Promise<CheckedSeries[]> {
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
