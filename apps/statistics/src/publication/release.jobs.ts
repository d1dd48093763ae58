import type { EntityManager } from '@safe-community/database';
import { addDays, inForce, type Day } from '@safe-community/domain-kit';
import type { Job, Runtime } from '@safe-community/service-kit';
import { COUNTRY, hromadas, oblastDigits, oblasts } from '@safe-community/territory';
import { SENSITIVE_CATEGORIES, type Category } from '../incidents/module.ts';
import { lockReleases, rulesOf } from './disclosure-rule.store.ts';
import type { DisclosureRule } from './disclosure-rule.ts';
import { endOf, periodsIn, rankOf, yearOf, type Period } from './period.ts';
import { firstKinds, reviseKinds, type KindCells } from './kinds.ts';
import {
  countryOf,
  firstRelease,
  revise,
  sumsOf,
  type Count,
  type ReleasedCell,
  type ReleaseFrame,
} from './release.ts';
import {
  addFigures,
  addRevision,
  fixMonths,
  includeChanges,
  readChanges,
  readCountedYears,
  readFixed,
  readFixedMonths,
  readRevision,
  readSeries,
  readShown,
  releaseDay,
  type Series,
  type StoredCount,
} from './release.store.ts';
import { KIND_MEASURES, OTHER_KIND } from './sensitive-measure.ts';

/** Releases are due to the day. */
const EVERY_MS = 10 * 60_000;

/** Once a day, releases the figures of each sensitive category and year that are due: what was released stays. */
export function releaseJob({ database, clock }: Pick<Runtime, 'database' | 'clock'>): Job {
  let doneOn: Day = '';
  return {
    name: 'release-sensitive-figures',
    everyMs: EVERY_MS,
    async run() {
      const today = await releaseDay(database.em.fork(), clock.now());
      if (doneOn === today) return 0;
      for (const category of SENSITIVE_CATEGORIES) {
        const released = await database.em.fork().transactional((tx) => releaseNext(tx, category, today));
        if (released > 0) return released;
      }
      doneOn = today;
      return 0;
    },
  };
}

/**
 * Releases what is due of the earliest year for which something is due, and resolves to its number of months and revisions.
 * The result depends on the counts alone, not on the order of their events or on earlier runs that were interrupted.
 */
export async function releaseNext(tx: EntityManager, category: Category, today: Day): Promise<number> {
  await lockReleases(tx, category);
  const rules = await rulesOf(tx, category);
  const fixed = await readFixedMonths(tx, category);
  for (const { year, knownOn } of await readCountedYears(tx, category)) {
    const rule = inForce(rules, `${year}-01-01`);
    if (rule === undefined) continue;
    const due = dueMonths(year, fixed, { rule, knownOn, today });
    if (due.length > 0) {
      await fixMonths(tx, category, due, today);
      for (const series of await readSeries(tx, category, year)) {
        await releaseFirst(tx, series, { year, rule, months: [...fixed.keys(), ...due], today });
      }
      return due.length;
    }
    const revised = await releaseRevisions(tx, category, { year, rule, fixed, today });
    if (revised > 0) return revised;
  }
  return 0;
}

/**
 * The months of a year to fix. Figures settle after the month has ended, and after the first ones of the year became known:
 * those of earlier years are imported over some days.
 */
function dueMonths(
  year: number,
  fixed: ReadonlyMap<Day, Day>,
  { rule, knownOn, today }: { readonly rule: DisclosureRule; readonly knownOn: Day; readonly today: Day },
): Day[] {
  return periodsIn(yearOf(year), 'month')
    .filter(({ start }) => !fixed.has(start))
    .filter((month) => addDays(latest(endOf(month), knownOn), rule.settlingDays) <= today)
    .map(({ start }) => start);
}

function latest(a: Day, b: Day): Day {
  return a > b ? a : b;
}

interface FirstRelease {
  readonly year: number;
  readonly rule: DisclosureRule;
  /** All that are fixed. */
  readonly months: readonly Day[];
  readonly today: Day;
}

async function releaseFirst(
  tx: EntityManager,
  series: Series,
  { year, rule, months, today }: FirstRelease,
): Promise<void> {
  const counts = (await readFixed(tx, series, year)).map(toCount);
  const frame = await frameOf(tx, series, { year, rule, counts });
  const cells = firstRelease(frame, counts, new Set(months));
  const release = { revision: 0, releasedOn: today };
  await addFigures(tx, series, cells, release);
  if (!hasKinds(series)) return;
  const kinds: Count[][] = [];
  for (const measure of KIND_MEASURES) kinds.push((await readFixed(tx, { ...series, measure }, year)).map(toCount));
  await addKinds(tx, series, firstKinds(frame, { total: counts, kinds }, cells), release);
}

/** Whether the cases are also released by what happened. */
function hasKinds({ category, measure }: Series): boolean {
  return category === 'school_safety' && measure === 'incidents';
}

const SHOWN_KINDS = [...KIND_MEASURES, OTHER_KIND] as const;

async function addKinds(
  tx: EntityManager,
  series: Series,
  cells: KindCells,
  release: Parameters<typeof addFigures>[3],
): Promise<void> {
  for (const [kind, measure] of SHOWN_KINDS.entries()) {
    await addFigures(tx, { ...series, measure }, cells[kind] ?? [], release);
  }
}

interface RevisedYear {
  readonly year: number;
  readonly rule: DisclosureRule;
  readonly fixed: ReadonlyMap<Day, Day>;
  readonly today: Day;
}

async function releaseRevisions(
  tx: EntityManager,
  category: Category,
  { year, rule, fixed, today }: RevisedYear,
): Promise<number> {
  const fixedOn = periodsIn(yearOf(year), 'month').map(({ start }) => fixed.get(start));
  if (fixedOn.includes(undefined)) return 0;
  const completeOn = fixedOn.flatMap((day) => day ?? []).reduce(latest, '');
  let revised = 0;
  for (const series of await readSeries(tx, category, year)) {
    const { last, releasedOn } = await readRevision(tx, series, year);
    if (addDays(releasedOn ?? completeOn, rule.revisionDays) > today) continue;
    const { included, changes } = await readChanges(tx, series, year);
    const shown = await readShown(tx, series, year);
    const [before, since] = [included.map(toCount), changes.map(toCount)];
    const frame = await frameOf(tx, series, { year, rule, counts: [...before, ...since] });
    const cells = revise(frame, {
      included: before,
      changes: since,
      shownValue: ({ code }, { period, start }) => shown.get(`${code} ${period} ${start}`),
    });
    if (cells.length === 0) continue;
    const revision = { revision: last + 1, releasedOn: today };
    await addRevision(tx, series, year, revision);
    await addFigures(tx, series, cells.filter(isChange), revision);
    if (hasKinds(series)) await reviseKindsOf(tx, series, { frame, before, since, totals: cells, revision });
    await includeChanges(tx, series, changes);
    revised += 1;
  }
  return revised;
}

function isChange({ value }: ReleasedCell): boolean {
  return value !== 0;
}

interface RevisedTotals {
  readonly frame: ReleaseFrame;
  readonly before: readonly Count[];
  readonly since: readonly Count[];
  readonly totals: readonly ReleasedCell[];
  readonly revision: Parameters<typeof addFigures>[3];
}

/** The revision includes the changes of kinds as it includes those of totals, whether it shows them or not. */
async function reviseKindsOf(
  tx: EntityManager,
  series: Series,
  { frame, before, since, totals, revision }: RevisedTotals,
): Promise<void> {
  const year = Number(frame.year.start.slice(0, 4));
  const [included, changes] = [new Array<Count[]>(), new Array<Count[]>()];
  const shown: ReadonlyMap<string, number>[] = [];
  for (const measure of KIND_MEASURES) {
    const ofKind = await readChanges(tx, { ...series, measure }, year);
    included.push(ofKind.included.map(toCount));
    changes.push(ofKind.changes.map(toCount));
    await includeChanges(tx, { ...series, measure }, ofKind.changes);
  }
  for (const measure of SHOWN_KINDS) shown.push(await readShown(tx, { ...series, measure }, year));
  const kinds = reviseKinds(
    frame,
    {
      included: { total: before, kinds: included },
      changes: { total: since, kinds: changes },
      shownValue: (kind, { code }) => shown[kind]?.get(`${code} year ${frame.year.start}`),
    },
    totals,
  );
  await addKinds(
    tx,
    series,
    kinds.map((cells) => cells.filter(isChange)),
    revision,
  );
}

interface FramedYear {
  readonly year: number;
  readonly rule: DisclosureRule;
  readonly counts: readonly Count[];
}

/** What belongs to incidents is shown only where these are, which are released first. */
async function frameOf(tx: EntityManager, series: Series, framed: FramedYear): Promise<ReleaseFrame> {
  const frame = frameOfPlaces(framed);
  if (series.measure === 'incidents') return frame;
  const ofIncidents: Series = { ...series, measure: 'incidents' };
  // Released by the rule in force before 2026-11-30: sums of longer periods would disclose the shorter ones between them.
  const former = [...(await readShown(tx, series, framed.year)).keys()].some((key) => !isOfBlock(key, framed.rule));
  const shown = await readShown(tx, ofIncidents, framed.year);
  const { included } = await readChanges(tx, ofIncidents, framed.year);
  const sumOf = sumsOf(included.map(toCount));
  return {
    ...frame,
    // After a revision that is not shown, the number is not known any more.
    areIncidentsShown: (place, at) =>
      !former && shown.get(`${place.code} ${at.period} ${at.start}`) === sumOf(place, at),
  };
}

/** Whether a cell (code, period, first day) is of the country or an oblast, and not shorter than the block of oblasts. */
function isOfBlock(key: string, { levels }: DisclosureRule): boolean {
  const [code, period] = key.split(' ') as [string, Period];
  const isOblast = code === COUNTRY || OBLASTS.get(oblastDigits(code)) === code;
  return isOblast && rankOf(period) >= rankOf(levels.oblast.block);
}

/** Places without a count take part: that a hromada has none is hidden like any other small number. */
function frameOfPlaces({ year, rule: { levels, fewest }, counts }: FramedYear): ReleaseFrame {
  const known = hromadas().map(({ code, oblastCode }) => ({ hromadaCode: code, oblastCode }));
  const cities = oblasts().map(({ code }) => ({ hromadaCode: code, oblastCode: code }));
  const special = cities.filter(({ oblastCode }) => !known.some((each) => each.oblastCode === oblastCode));
  return { country: countryOf([...known, ...special, ...counts]), year: yearOf(year), levels, fewest };
}

function toCount({ territoryCode, day, value }: StoredCount): Count {
  return { hromadaCode: territoryCode, oblastCode: oblastOf(territoryCode), day, value };
}

function oblastOf(code: string): string {
  return OBLASTS.get(oblastDigits(code)) ?? code;
}

const OBLASTS = new Map(oblasts().map(({ code }) => [oblastDigits(code), code]));
