import { firstIdOf } from './id-range.store.ts';

/** A stretch of ids: from `from` on, before `before`. */
export interface Stretch {
  readonly from: string;
  readonly before: string;
}

/** Months before the newest incident of the page at which another stretch begins. */
const BEGIN_MONTHS_AGO = [1, 5];
const DAY_MS = 24 * 3_600_000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/**
 * The parts of the table in which a page is searched, newest first. The table is partitioned by month, and each partition
 * costs time to plan and to read: nearly all pages are filled from the newest months, and only the others read all.
 */
export function stretchesBack(
  receivedFrom: Date | undefined,
  receivedTo: Date | undefined,
  olderThan: string | undefined,
  now: Date,
): Stretch[] {
  // Nothing is received in the future; a day is more than clocks differ.
  const ends = [firstIdOf(new Date(now.getTime() + DAY_MS))];
  if (receivedTo !== undefined) ends.push(firstIdOf(receivedTo));
  if (olderThan !== undefined) ends.push(olderThan.toLowerCase());
  const from = receivedFrom === undefined ? FIRST_ID : firstIdOf(receivedFrom);
  let before = least(ends);
  const newest = timeOf(before);
  const stretches: Stretch[] = [];
  for (const begin of [...BEGIN_MONTHS_AGO.map((ago) => monthBegin(newest, ago)), FIRST_ID]) {
    const start = begin > from ? begin : from;
    if (start < before) stretches.push({ from: start, before });
    before = start < before ? start : before;
  }
  return stretches;
}

/** Ids in lower case sort as text as they do as UUIDs. */
function least(ids: readonly string[]): string {
  return ids.reduce((lowest, id) => (id < lowest ? id : lowest));
}

function monthBegin(time: Date, ago: number): string {
  return firstIdOf(new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth() - ago, 1)));
}

/** The time in an id, at most the latest that a date can hold. */
function timeOf(id: string): Date {
  const ms = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
  return new Date(Math.min(ms, LATEST_DATE_MS));
}

const LATEST_DATE_MS = 8.64e15;
