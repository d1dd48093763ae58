import { rows, type EntityManager } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import type { RequestKind } from '../deadlines/module.ts';

/** Which requests are counted. */
export interface OutcomeFilter {
  /** First and last day of receipt, in Kyiv. */
  readonly firstDay: Day;
  readonly lastDay: Day;
  /** Empty for the country. */
  readonly oblastCode: string;
  readonly now: Date;
}

/**
 * What became of the requests of a kind. One that is open again counts by its former decision. Statistics counts the
 * same: apps do not import each other.
 */
export interface OutcomeRow {
  readonly kind: RequestKind;
  readonly received: number;
  readonly decidedInTime: number;
  readonly decidedLate: number;
  readonly pending: number;
  readonly overdue: number;
  readonly granted: number;
  readonly partlyGranted: number;
  readonly refused: number;
  readonly noFootage: number;
  readonly forwarded: number;
  readonly appealed: number;
  readonly appealsUpheld: number;
  readonly extended: number;
}

export function outcomesOf(em: EntityManager, filter: OutcomeFilter): Promise<OutcomeRow[]> {
  return rows<OutcomeRow>(em, OUTCOMES, [filter.firstDay, filter.lastDay, filter.oblastCode, filter.now]);
}

const OUTCOMES = `
  select kind, count(*)::int as received,
    count(*) filter (where last.decided_at <= last.due_at)::int as "decidedInTime",
    count(*) filter (where last.decided_at > last.due_at)::int as "decidedLate",
    count(*) filter (where last.decided_at is null and last.due_at >= $4)::int as pending,
    count(*) filter (where last.decided_at is null and last.due_at < $4)::int as overdue,
    count(*) filter (where last.outcome = 'granted')::int as granted,
    count(*) filter (where last.outcome = 'partly_granted')::int as "partlyGranted",
    count(*) filter (where last.outcome = 'refused')::int as refused,
    count(*) filter (where last.outcome = 'no_footage')::int as "noFootage",
    count(*) filter (where last.outcome = 'forwarded')::int as forwarded,
    count(appealed_at)::int as appealed,
    count(*) filter (where appeal_outcome = 'upheld')::int as "appealsUpheld",
    count(*) filter (where extended or former_extended)::int as extended
  from footage_request q, lateral (
    select coalesce(q.outcome, former_outcome) as outcome, coalesce(q.decided_at, former_decided_at) as decided_at,
      case when q.decided_at is null then coalesce(former_due_at, q.due_at) else q.due_at end as due_at
  ) last
  where received_at >= $1::date::timestamp at time zone 'Europe/Kyiv'
    and received_at < ($2::date + 1)::timestamp at time zone 'Europe/Kyiv'
    and ($3 = '' or oblast_code = $3)
  group by kind order by kind`;
