import { setTimeout as sleep } from 'node:timers/promises';
import { DeadLetterState } from '@safe-community/contracts/ledger/v1/dead_letter_service.ts';
import type { CategoryTotal } from '@safe-community/contracts/statistics/v1/counters.ts';
import type { ProducerProgress } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import type { Connection } from '../connection/connect-services.ts';
import { namedService } from '../connection/named-service.ts';
import { itemsOf } from '../lists/search.ts';
import { whole } from '../scorecard/numbers.ts';
import { CATEGORIES } from '../wording/incidents.ts';
import { addCounters, describeCell, differingCells, type Cells, differenceOf } from './cells.ts';
import { addDurationCounters, describeDuration, differingNumbers, type Durations } from './durations.ts';
import { addEventCounters, describeEventCount, type EventCounts } from './event-counters.ts';
import { eventsIn, sumEvents, SUMMED_TYPES, type Sums } from './sum-events.ts';
import { say, type Text } from '../terminal/language.ts';

/** The counts of statistics compared with the sums of intake's events. */
export interface Comparison {
  /** Events up to this position are summed up. */
  readonly upTo: bigint;
  /** Incidents counted by statistics. */
  readonly incidents: bigint;
  /** Counts by territory, day, and category. */
  readonly cells: number;
  /** Numbers of times of a step, by responder, day, and category. */
  readonly durations: number;
  /** Counters of what happened to incidents, by territory, day, measure, and category. */
  readonly events: number;
  /** Readable texts; empty when the two agree. */
  readonly differences: readonly string[];
}

const TRIES = 3;
const PAUSE_MS = 500;

/** Retries, because a concurrent redrive looks like a difference. */
export async function compareCounts(connection: Connection): Promise<Comparison> {
  for (let tries = 1; ; tries += 1) {
    const comparison = await compareOnce(connection);
    if (comparison.differences.length === 0 || tries === TRIES) return comparison;
    await sleep(PAUSE_MS);
  }
}

async function compareOnce(connection: Connection): Promise<Comparison> {
  // The counts cover exactly the events up to this position, even while new incidents arrive.
  const counted = await readCounted(connection);
  const intake = connection.operated.find(({ producer }) => producer === 'incidents');
  if (intake === undefined) throw new Error('no service has the ledger of incidents');
  const read = (to: bigint) => intake.readEvents({ to, eventTypes: SUMMED_TYPES });
  const leftOut = await neverApplied(connection);
  const sums = await sumEvents(read(counted.upTo), leftOut);
  const texts = new Map([
    ...differingCells(sums.cells, counted.cells).map(
      (key) => [key, describeCell(key, sums.cells, counted.cells)] as const,
    ),
    ...differingNumbers(sums.durations, counted.durations).map(
      (key) => [key, describeDuration(key, sums.durations, counted.durations)] as const,
    ),
    ...differingNumbers(sums.events, counted.events).map(
      (key) => [key, describeEventCount(key, sums.events, counted.events)] as const,
    ),
  ]);
  const events =
    texts.size === 0
      ? new Map<string, string[]>()
      : await eventsIn(new Set(texts.keys()), read(counted.upTo), leftOut, MAX_EVENTS + 1);
  return {
    upTo: counted.upTo,
    incidents: sumOf(counted.totals, ({ incidents }) => incidents),
    cells: counted.cells.size,
    durations: counted.durations.size,
    events: counted.events.size,
    differences: [
      ...differencesOf(counted.totals, sums),
      ...[...texts].slice(0, MAX_COUNTS).map(([key, text]) => text + inWords(events.get(key))),
      ...(texts.size > MAX_COUNTS ? [moreCounts(texts.size - MAX_COUNTS)] : []),
    ],
  };
}

function moreCounts(count: number): string {
  return say({ uk: `і ще кількостей за днями: ${whole(count)}`, en: `and ${whole(count)} more counts by day` });
}

/** Those that are named; a bug may concern every one. */
const MAX_COUNTS = 50;
const MAX_EVENTS = 10;

/** The events of a counter: those that were not counted are among them. */
function inWords(events: readonly string[] = []): string {
  if (events.length === 0) return '';
  const more = events.length > MAX_EVENTS ? ', …' : '';
  const named = `${events.slice(0, MAX_EVENTS).join(', ')}${more}`;
  return say({ uk: ` (події ${named})`, en: ` (events ${named})` });
}

interface Counted {
  readonly upTo: bigint;
  readonly totals: readonly CategoryTotal[];
  readonly cells: Cells;
  readonly durations: Durations;
  readonly events: EventCounts;
}

async function readCounted(connection: Connection): Promise<Counted> {
  const counted = { cells: new Map(), durations: new Map(), events: new Map() };
  let upTo = 0n;
  const all: CategoryTotal[] = [];
  for await (const { progress, totals, counters, durations, events } of connection.readCounters()) {
    if (progress.length > 0) upTo = positionIn(progress);
    all.push(...totals);
    addCounters(counted.cells, counters);
    addDurationCounters(counted.durations, durations);
    addEventCounters(counted.events, events);
  }
  return { upTo, totals: all, ...counted };
}

function positionIn(progress: readonly ProducerProgress[]): bigint {
  return progress.find(({ producer }) => producer === 'incidents')?.position ?? 0n;
}

/** Events that are dead letters of statistics: reported separately, and not counted. */
async function neverApplied(connection: Connection): Promise<Set<string>> {
  const events = new Set<string>();
  const ofAnyState = { state: DeadLetterState.UNSPECIFIED, eventType: '' };
  const { deadLetters } = namedService(connection, 'statistics');
  for await (const { producer, state, eventId } of itemsOf(
    (page) => deadLetters.listDeadLetters({ ...ofAnyState, ...page }),
    ({ deadLetters: letters }) => letters,
  )) {
    if (producer === 'incidents' && state !== DeadLetterState.REDRIVEN) events.add(eventId);
  }
  return events;
}

export function differencesOf(
  totals: readonly CategoryTotal[],
  { categories, ...sums }: Omit<Sums, 'cells' | 'durations' | 'events'>,
): string[] {
  const counted = new Map(totals.map((total) => [total.category, total]));
  const all = [...new Set([...categories.keys(), ...counted.keys()])].toSorted((one, other) => one - other);
  return [
    ...all.flatMap((category) => {
      const name = CATEGORIES.nameOf(category);
      const [sum, total] = [categories.get(category), counted.get(category)];
      return [
        ...difference(
          { uk: `подій категорії ${name}`, en: `incidents of ${name}` },
          sum?.incidents ?? 0,
          total?.incidents ?? 0,
        ),
        ...difference(
          { uk: `прибуттів на події категорії ${name}`, en: `arrivals at ${name}` },
          sum?.responded ?? 0,
          total?.responded ?? 0,
        ),
      ];
    }),
    ...difference(
      { uk: 'загиблих', en: 'killed' },
      sums.killed,
      sumOf(totals, ({ killed }) => killed),
    ),
    ...difference(
      { uk: 'загиблих захисників', en: 'defenders killed' },
      sums.defendersKilled,
      sumOf(totals, ({ defendersKilled }) => defendersKilled),
    ),
  ];
}

function sumOf(totals: readonly CategoryTotal[], countOf: (total: CategoryTotal) => bigint): bigint {
  return totals.reduce((sum, total) => sum + countOf(total), 0n);
}

function difference(what: Text, expected: number, counted: number | bigint): string[] {
  if (BigInt(expected) === BigInt(counted)) return [];
  return [differenceOf(say(what), counted, expected)];
}
