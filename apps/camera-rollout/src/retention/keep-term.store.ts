import { prepared, rows, type EntityManager, type Rights } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import { RECORD_COLUMNS, ruleStore, type RuleStore } from '@safe-community/service-kit/dated-rules';
import type { RequestKind } from '../deadlines/module.ts';
import { FIRST_KEEP_TERMS, type KeepReason, type KeepTerm } from './keep-term.ts';

export const KEEP_TERM_TABLES: readonly string[] = [
  `create table keep_term (
     kind text not null,
     reason text not null check (reason in ('handover', 'appeal')),
     valid_from date not null,
     days int not null check (days > 0),
     source text not null check (source <> ''),
     confirmed boolean not null,
     version integer not null,
     recorded_at timestamptz,
     -- name of the calling system
     caller text,
     primary key (kind, reason, valid_from)
   )`,
  `insert into keep_term values ${FIRST_KEEP_TERMS.map(
    ({ kind, reason, validFrom, days, source, confirmed }) =>
      `('${kind}', '${reason}', '${validFrom}', ${days}, '${source}', ${confirmed}, 1, null, null)`,
  ).join(', ')}`,
];

export const KEEP_TERM_RIGHTS: Rights = {
  keep_term: {
    insert: true,
    update: ['days', 'source', 'confirmed', ...RECORD_COLUMNS],
    reader: { columns: ['kind', 'reason', 'valid_from', 'days', 'source', 'confirmed'] },
  },
};

export const KEEP_TERMS: RuleStore<KeepTerm> = ruleStore<KeepTerm, KeepTermRow>({
  table: 'keep_term',
  key: ['kind', 'reason', 'valid_from'],
  values: ['days', 'source', 'confirmed'],
  toRow: ({ validFrom, ...term }) => ({ ...term, valid_from: validFrom }),
  toRule: ({ kind, reason, valid_from, days, source, confirmed }) => ({
    kind,
    reason,
    validFrom: valid_from,
    days,
    source,
    confirmed,
  }),
});

interface KeepTermRow {
  readonly kind: RequestKind;
  readonly reason: KeepReason;
  readonly valid_from: Day;
  readonly days: number;
  readonly source: string;
  readonly confirmed: boolean;
}

/**
 * Moves the decided requests to what they freeze on a day, and resolves to their number. A step of a request that is
 * committed meanwhile wins: it freezes everything again.
 */
export async function moveDecided(tx: EntityManager, today: Day): Promise<number> {
  return (await rows(tx, MOVE, [today])).length;
}

// An unconfirmed term of handover gives nothing up. A refusal after an upheld appeal may still be taken to a court.
const MOVE = prepared(`
  update footage_request moved set freezes = due.freezes
  from (
    select q.footage_request_id, q.version, case
        when q.state = 'decided' and q.outcome <> 'granted' and $1::date <= decided_on + appeal.days then 'all'
        when q.outcome in ('granted', 'partly_granted')
          and (handover.confirmed and $1::date > greatest(decided_on, appeal_decided_on) + handover.days) is not true
          then 'pending'
        else 'none'
      end as freezes
    from footage_request q
      cross join lateral (
        select (q.decided_at at time zone 'Europe/Kyiv')::date as decided_on,
          (q.appeal_decided_at at time zone 'Europe/Kyiv')::date as appeal_decided_on
      ) last
      left join lateral (
        select t.days from keep_term t where t.kind = q.kind and t.reason = 'appeal' and t.valid_from <= decided_on
        order by t.valid_from desc limit 1
      ) appeal on true
      left join lateral (
        select t.days, t.confirmed from keep_term t
        where t.kind = q.kind and t.reason = 'handover' and t.valid_from <= decided_on
        order by t.valid_from desc limit 1
      ) handover on true
    where q.open_due_at is null and q.freezes <> 'none'
  ) due
  where moved.footage_request_id = due.footage_request_id and moved.freezes <> due.freezes
    and moved.version = due.version and moved.open_due_at is null
  returning moved.footage_request_id`);
