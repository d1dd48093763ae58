import { prepared, rows, type Database } from '@safe-community/database';
import { consumedLedgers, type LedgerPosition } from '@safe-community/ledger';
import type { Day } from '../calendar/module.ts';
import type { Category } from './category.ts';
import { CHANNEL_COLUMNS, CHANNELS, type Channel } from './channel.ts';
import type { Responder } from './duration-count.ts';
import { COUNTRY } from './event-count.ts';
import { NOT_SENSITIVE } from './counters.store.ts';

/** The incidents of a territory and day. */
export interface CounterRow {
  readonly territoryCode: string;
  readonly day: Day;
  readonly category: Category;
  readonly demonstration: boolean;
  /** Counts as text, as PostgreSQL returns 64-bit integers. */
  readonly incidents: string;
  readonly killed: string;
  readonly injured: string;
  readonly defendersKilled: string;
  readonly defendersInjured: string;
  /** Null if of some incidents it is not known. */
  readonly childrenKilled: string | null;
  readonly childrenInjured: string | null;
  /** Of the incidents, those by each channel, in the order of CHANNELS. */
  readonly channels: readonly string[];
}

/** The times of a step in the country on a day. */
export interface DurationRow {
  readonly measure: string;
  /** Empty where it is not of one responder. */
  readonly responder: Responder | '';
  readonly day: Day;
  readonly category: Category;
  readonly demonstration: boolean;
  readonly times: string;
}

/** A part of the counters; the first one comes with the events that all of them include. */
interface CounterPage {
  readonly progress: readonly LedgerPosition[];
  readonly page: readonly CounterRow[];
  readonly durations: readonly DurationRow[];
}

/** With the channel of each count that is not 0. */
export function channelsOf({ channels }: CounterRow): readonly (readonly [Channel, string])[] {
  return CHANNELS.flatMap((channel, index) => {
    const count = channels[index] ?? '0';
    return count === '0' ? [] : [[channel, count] as const];
  });
}

const PAGE = 2_000;
const COUNTED_BY = 'statistics';

/** All counters page by page, in one snapshot. */
export async function* readCounterRows({ em }: Database): AsyncGenerator<CounterPage> {
  const tx = em.fork();
  await tx.begin();
  try {
    await rows(tx, 'set transaction isolation level repeatable read, read only');
    let progress = (await consumedLedgers(tx, COUNTED_BY)).positions;
    let after: readonly unknown[] = ['', '1900-01-01', '', false];
    for (let isMore = true; isMore;) {
      const page = await rows<CounterRow>(tx, COUNTERS, [...after, PAGE]);
      yield { progress, page, durations: [] };
      const last = page.at(-1);
      isMore = last !== undefined && page.length === PAGE;
      if (last !== undefined) after = [last.territoryCode, last.day, last.category, last.demonstration];
      progress = [];
    }
    let seen: readonly unknown[] = ['', '1900-01-01', '', '', false];
    for (let isMore = true; isMore;) {
      const durations = await rows<DurationRow>(tx, DURATIONS, [...seen, PAGE]);
      const last = durations.at(-1);
      if (last !== undefined) yield { progress, page: [], durations };
      isMore = last !== undefined && durations.length === PAGE;
      if (last !== undefined) seen = [last.measure, last.day, last.category, last.responder, last.demonstration];
    }
  } finally {
    await tx.rollback();
  }
}

const COUNTERS = prepared(`
  select territory_code as "territoryCode", day::text as day, category, demonstration, incidents, killed, injured,
    defenders_killed as "defendersKilled", defenders_injured as "defendersInjured",
    children_killed as "childrenKilled", children_injured as "childrenInjured",
    array[${CHANNEL_COLUMNS.join(', ')}]::text[] as channels
  from incident_count
  where (territory_code, day, category, demonstration) > ($1, $2::date, $3, $4) and ${NOT_SENSITIVE}
  order by territory_code, day, category, demonstration
  limit $5`);

const DURATIONS = prepared(`
  select measure, day::text as day, category, responder, demonstration, sum(value)::text as times
  from duration_count
  where territory_code = '${COUNTRY}' and (measure, day, category, responder, demonstration) > ($1, $2::date, $3, $4, $5)
    and ${NOT_SENSITIVE}
  group by measure, day, category, responder, demonstration having sum(value) <> 0
  order by measure, day, category, responder, demonstration
  limit $6`);
