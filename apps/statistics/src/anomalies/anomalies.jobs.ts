import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EntityManager } from '@safe-community/database';
import { addDays, kyivDay, type Day } from '@safe-community/domain-kit';
import type { Job, Runtime } from '@safe-community/service-kit';
import { MIN_UNUSUAL } from '@safe-community/statistics-math';
import { COUNTRY, findOblast, oblastDigits, oblasts } from '@safe-community/territory';
import {
  countedDays,
  findMeasure,
  readCoverage,
  readFigures,
  readPlaces,
  type Figure,
  type FigureRequest,
} from '../figures/module.ts';
import { CATEGORIES, isSensitive, type Category } from '../incidents/module.ts';
import { Gazetteer, readControl, readListedUnits, type ListedUnit } from '../territory/module.ts';
import { foundEvent } from './anomalies.events.ts';
import {
  countIncidentsUntil,
  markChecked,
  readCheckedUntil,
  readKnown,
  readUnchecked,
  saveAnomalies,
} from './anomalies.store.ts';
import {
  checkSeries,
  dueDays,
  HISTORY_DAYS,
  isUnusual,
  limitFor,
  pastDays,
  settledDayAt,
  type CheckedSeries,
} from './anomaly.ts';

/** Often, so that an imported history is looked at soon; a look at nothing due reads the daily sums of the country. */
const EVERY_MS = 20_000;
/** So many past days are read and checked at once. */
const SLICE_DAYS = 7;
const OPEN_CATEGORIES = CATEGORIES.filter((category) => !isSensitive(category));

/**
 * Looks once a day at every territory, and publishes the days that were unusual. Past days are checked as well, the latest
 * first, once two years of history before them are known and an import has come to rest, and again when a later import has
 * brought much more.
 */
export function findAnomaliesJob({ database, unitOfWork, clock }: Runtime, everyMs = EVERY_MS): Job {
  /** What was counted at the last look. */
  let counted: string | undefined;

  async function dueAt(reader: EntityManager, settled: Day, historyFrom: Day | undefined): Promise<Day[]> {
    const due = dueDays(settled, await readCheckedUntil(reader));
    const past = historyFrom === undefined ? undefined : pastDays(settled, historyFrom);
    if (due.length > 0 || past === undefined) return due;
    const unchecked = await readUnchecked(reader, past, SLICE_DAYS);
    const [latest] = unchecked;
    if (latest === undefined) return [];
    const before = counted;
    counted = await countIncidentsUntil(reader, settled);
    // Days that were checked may lie between these.
    return counted === before ? unchecked.filter((day) => day > addDays(latest, -SLICE_DAYS)) : [];
  }

  return {
    name: 'find-anomalies',
    everyMs,
    async run(signal) {
      const reader = database.em.fork();
      const [now, today] = [clock.now(), kyivDay(clock.now())];
      const historyFrom = (await countedDays(reader, today))?.from;
      const days = await dueAt(reader, settledDayAt(now, kyivDay), historyFrom);
      if (days.length === 0) return 0;
      const places = placesOf(await readListedUnits(reader));
      const series = places.reduce((sum, { categories }) => sum + categories.length, 0);
      // Before they are checked: what is counted in between may make a day due once more.
      const known = await readKnown(reader, spanOf(days, today));
      const checked = await checkDays(reader, { days, today }, places, signal);
      if (signal.aborted) return 0;
      let marked = 0;
      for (const { day, incidents } of known.filter((each) => days.includes(each.day))) {
        const found = (checked.get(day) ?? []).filter((each) => isUnusual(each, limitFor(series)));
        const anomalies = found.map((each) => ({ ...each, anomalyId: clock.newId(now), day }));
        marked += await unitOfWork.record(async (tx) => {
          if (!(await markChecked(tx, { day, incidents, series, historyFrom, at: now })))
            return { result: 0, events: [] };
          const saved = await saveAnomalies(tx, anomalies, now);
          return { result: 1, events: saved.map(foundEvent) };
        });
      }
      return marked;
    },
  };
}

interface WantedDays {
  readonly days: readonly Day[];
  readonly today: Day;
}

/**
 * By day. Only places where enough happened on a day can be unusual on it; one place at a time, because years of days take
 * memory.
 */
async function checkDays(
  tx: EntityManager,
  { days, today }: WantedDays,
  places: readonly Place[],
  signal: AbortSignal,
): Promise<Map<Day, CheckedSeries[]>> {
  const { first: from, last: to } = spanOf(days, today);
  const codes = places.map(({ code }) => code);
  const onDays = await readIncidents(tx, { from, to, territory: { codes }, groupBy: ['territory', 'day'], today });
  const busyDays = Map.groupBy(
    onDays.filter(({ value, from: day = '' }) => value >= MIN_UNUSUAL && days.includes(day)),
    ({ territoryCode }) => territoryCode,
  );
  const control = await readControl(tx);
  const checked = new Map<Day, CheckedSeries[]>();
  for (const place of places) {
    if (signal.aborted) break;
    const busy = (busyDays.get(place.code) ?? [])
      .flatMap(({ from: day }) => day ?? [])
      // Days on which nobody could report are no baseline.
      .filter(
        (last) => control.occupiedDays(place.code, { from: addDays(last, -HISTORY_DAYS), to: last }).length === 0,
      );
    if (busy.length === 0) continue;
    const history = await readIncidents(tx, {
      from: addDays(from, -HISTORY_DAYS),
      to,
      territory: { codes: [place.code] },
      groupBy: ['day', 'category'],
      today,
    });
    const isWhole = await wholenessOf(tx, place.code, today);
    for (const day of busy) {
      checked.set(day, [...(checked.get(day) ?? []), ...(await checkPlace(place, day, { figures: history, isWhole }))]);
    }
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
  return readFigures(tx, { ...wanted, ...INCIDENTS });
}

const INCIDENTS = { measures: ['incidents'], territoryAsOf: 'event' } as const;

/** Whether all of a series is reported from one day to another. */
type IsWhole = (category: Category | undefined, from: Day, to: Day) => boolean;

async function wholenessOf(tx: EntityManager, code: string, today: Day): Promise<IsWhole> {
  const { gazetteer, mergers } = await readPlaces(tx, undefined);
  const wanted = { units: gazetteer.unitsOf({ codes: [code] }), mergers };
  const request = { ...INCIDENTS, from: today, to: today, territory: { codes: [code] }, groupBy: [], today };
  const coverage = await readCoverage(
    tx,
    request,
    wanted,
    [findMeasure('incidents')].flatMap((each) => each ?? []),
  );
  return (category, from, to) =>
    coverage?.isWhole({ measure: 'incidents', value: 0, from, to, ...(category && { category }) }) === true;
}

interface History {
  /** By day and category. */
  readonly figures: readonly Figure[];
  readonly isWhole: IsWhole;
}

/**
 * Only series with enough incidents on the day can be unusual, and only those that are wholly reported: a new source is no
 * unusual day. Their history begins where that does.
 */
async function checkPlace(place: Place, day: Day, { figures, isWhole }: History): Promise<CheckedSeries[]> {
  const { code: territoryCode, oblastCode, categories } = place;
  const first = addDays(day, -HISTORY_DAYS);
  const indexOf = new Map(daysFrom(first, day).map((each, index) => [each, index]));
  const checked: CheckedSeries[] = [];
  for (const category of categories) {
    const counts = Array.from({ length: indexOf.size }, () => 0);
    for (const { from = '', category: of, value } of figures) {
      const index = indexOf.get(from);
      if (index === undefined || (category !== undefined && of !== category)) continue;
      counts[index] = (counts[index] ?? 0) + value;
    }
    if ((counts.at(-1) ?? 0) < MIN_UNUSUAL) continue;
    const whole = wholeDays(counts.length, (days) => isWhole(category, addDays(day, 1 - days), day));
    if (whole === 0) continue;
    const series = checkSeries({ territoryCode, oblastCode, category, counts: counts.slice(-whole) }, day);
    if (series !== undefined) checked.push(series);
    // A baseline takes milliseconds: calls go first.
    await nextTurn();
  }
  return checked;
}

/** How many days before the end are whole, at most all: those of a shorter time are as well. */
function wholeDays(all: number, isWhole: (days: number) => boolean): number {
  let [known, above] = [0, all + 1];
  while (above - known > 1) {
    const middle = (known + above) >>> 1;
    if (isWhole(middle)) known = middle;
    else above = middle;
  }
  return known;
}

function spanOf(days: readonly Day[], today: Day) {
  const inOrder = days.toSorted();
  return { first: inOrder[0] ?? today, last: inOrder.at(-1) ?? today };
}

function daysFrom(first: Day, last: Day): Day[] {
  const days: Day[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}
