import { prepared, rows, type EntityManager, type Rights } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import { RECORD_COLUMNS, ruleStore, type RuleStore } from '@safe-community/service-kit/dated-rules';
import type { RequestKind } from '../deadlines/module.ts';
import { changingFreezes, FOOTAGE_REQUEST_ROWS, freezeAllOf } from '../footage-requests/module.ts';
import { KEEPS } from './freeze.store.ts';
import { FIRST_KEEP_TERMS, type KeepReason, type KeepTerm } from './keep-term.ts';
import { lockProgress } from './request-freeze.store.ts';

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
 * Freezes all recordings of the decided requests of a kind, so that the job applies the terms in force. Recordings that a
 * mistaken term released are frozen again, unless they were deleted.
 */
export async function freezeDecided(tx: EntityManager, kind: RequestKind): Promise<void> {
  await lockProgress(tx);
  await freezeAllOf(tx, kind);
  await rows(tx, LOOK_AGAIN, [kind]);
}

const LOOK_AGAIN = prepared(`
  update request_freeze_scan scan set version = 0 from ${FOOTAGE_REQUEST_ROWS} q
  where q.footage_request_id = scan.footage_request_id and q.kind = $1 and q.open_due_at is null`);

/**
 * Moves the decided requests to what they freeze on a day, and resolves to their number.
 *
 * @param isNewDay otherwise only those that froze everything: the others wait for a term to pass.
 */
export async function moveDecided(tx: EntityManager, today: Day, isNewDay: boolean): Promise<number> {
  await lockProgress(tx);
  return (await rows(tx, isNewDay ? MOVE_ALL : MOVE_NEW, [today])).length;
}

// An unconfirmed term gives nothing up. A refusal after an upheld appeal may still be taken to a court.
const move = (which: string): string =>
  changingFreezes(`
    select q.footage_request_id, q.version, case
        when q.state = 'decided' and q.outcome <> 'granted' and appeal.days is not null
          and (appeal.confirmed and $1::date > decided_on + appeal.days) is not true
          then 'all'
        when q.outcome in ('granted', 'partly_granted')
          and (handover.confirmed and $1::date > greatest(decided_on, appeal_decided_on) + handover.days) is not true
          then 'pending'
        else 'none'
      end as freezes
    from ${FOOTAGE_REQUEST_ROWS} q
      cross join lateral (
        select (q.decided_at at time zone 'Europe/Kyiv')::date as decided_on,
          (q.appeal_decided_at at time zone 'Europe/Kyiv')::date as appeal_decided_on
      ) last
      left join lateral (
        select t.days, t.confirmed from keep_term t
        where t.kind = q.kind and t.reason = 'appeal' and t.valid_from <= decided_on
        order by t.valid_from desc limit 1
      ) appeal on true
      left join lateral (
        select t.days, t.confirmed from keep_term t
        where t.kind = q.kind and t.reason = 'handover' and t.valid_from <= decided_on
        order by t.valid_from desc limit 1
      ) handover on true
    where ${which} and q.open_due_at is null`);
const MOVE_ALL = prepared(move(KEEPS));
const MOVE_NEW = prepared(move(`q.freezes = 'all'`));
