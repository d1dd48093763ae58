import { rows, toDate, type EntityManager, type Rights } from '@safe-community/database';
import type { Day, Window } from '@safe-community/domain-kit';
import { DUTIES, OFFICER_ROWS, STATE_CHANGE_ROWS } from '../officers/module.ts';
import type { Observed } from './forecast.ts';
import { IN_SERVICE, type Stage } from './pipeline.ts';
import type { StoredTarget } from './target.ts';

export const RECRUITMENT_TABLES: readonly string[] = [
  `create table recruitment_target (
     target_id uuid primary key,
     due_on date not null,
     officers int not null check (officers > 0),
     source text not null,
     set_at timestamptz not null,
     replaced boolean not null
   )`,
  // Needed by saveTarget, findTarget (recruitment.store.ts).
  'create unique index recruitment_target_of_day on recruitment_target (due_on) where not replaced',
];

export const RECRUITMENT_RIGHTS: Rights = {
  recruitment_target: {
    insert: true,
    // All columns, because locking a table requires the right to update the whole table.
    update: true,
    reader: { columns: ['target_id', 'due_on', 'officers', 'source', 'set_at', 'replaced'] },
  },
};

/** Adds a target and marks the former one of its day as replaced. */
export async function saveTarget(tx: EntityManager, target: StoredTarget): Promise<StoredTarget> {
  // Two transactions would both find nothing to replace.
  await rows(tx, 'lock table recruitment_target in share row exclusive mode');
  const { targetId, dueOn, officers, source, setAt, replaced } = target;
  await rows(tx, 'update recruitment_target set replaced = true where due_on = $1 and not replaced', [dueOn]);
  const values = [targetId, dueOn, officers, source, setAt, replaced];
  await rows(tx, 'insert into recruitment_target values ($1, $2, $3, $4, $5, $6)', values);
  return target;
}

/** The target of a day that no other one has replaced. */
export async function findTarget(em: EntityManager, dueOn: Day): Promise<StoredTarget | undefined> {
  const [found] = await rows<TargetRow>(em, `${SELECT} where due_on = $1 and not replaced`, [dueOn]);
  return found && toTarget(found);
}

/** By day, those of a day in the order in which they were set. */
export async function listTargets(em: EntityManager, includeReplaced: boolean, most: number): Promise<StoredTarget[]> {
  const statement = `${SELECT} where $1 or not replaced order by due_on, set_at, target_id limit $2`;
  return (await rows<TargetRow>(em, statement, [includeReplaced, most])).map(toTarget);
}

interface TargetRow {
  readonly target_id: string;
  readonly due_on: Day;
  readonly officers: number;
  readonly source: string;
  readonly set_at: string;
  readonly replaced: boolean;
}

const SELECT = `
  select target_id, due_on::text, officers, source, set_at, replaced from recruitment_target`;

function toTarget(row: TargetRow): StoredTarget {
  const { target_id: targetId, due_on: dueOn, set_at: setAt, ...target } = row;
  return { targetId, dueOn, setAt: toDate(setAt), ...target };
}

/** Community officers of one state, by the place of their main beat, otherwise where they are to serve. */
export interface StageRow {
  readonly stage: Stage;
  /** KATOTTG code; empty if there is neither. */
  readonly placeCode: string;
  readonly officers: number;
}

export function countStages(em: EntityManager, now: Date): Promise<StageRow[]> {
  return rows<StageRow>(em, STAGE_COUNTS, [now]);
}

const STAGE_COUNTS = `
  with duty as (${DUTIES}), main as (
    select distinct on (officer_id) officer_id, hromada_code from duty
    order by officer_id, role = 'primary' desc, since
  )
  select o.state as stage, coalesce(main.hromada_code, o.place_code, '') as "placeCode", count(*)::int as officers
  from ${OFFICER_ROWS} o left join main using (officer_id)
  where o.kind = 'community' and o.state <> 'dismissed'
  group by 1, 2`;

/** One statement, so that all figures are of the same moment. */
export async function observe(em: EntityManager, { start, end }: Window): Promise<Observed> {
  const [found] = await rows<ObservedRow>(em, OBSERVED, [start, end, IN_SERVICE]);
  if (found === undefined) throw new Error('an aggregate returns a row');
  const { in_service, activations, departures, recorded_since } = found;
  const since = recorded_since === null ? {} : { recordedSince: recorded_since };
  return { inService: in_service, activations, departures, ...since };
}

interface ObservedRow {
  readonly in_service: number;
  readonly activations: number;
  readonly departures: number;
  readonly recorded_since: Day | null;
}

const OBSERVED = `
  with change as (
    select c.former_state = any ($3::text[]) as was, c.state = any ($3::text[]) as "is"
    from ${STATE_CHANGE_ROWS} c join ${OFFICER_ROWS} o using (officer_id)
    where o.kind = 'community' and (c.changed_at at time zone 'Europe/Kyiv')::date between $1 and $2
  )
  select (count(*) filter (where state = any ($3::text[])))::int as in_service,
    (min(registered_at) at time zone 'Europe/Kyiv')::date::text as recorded_since,
    (select count(*) from change where "is" and not was)::int as activations,
    (select count(*) from change where was and not "is")::int as departures
  from ${OFFICER_ROWS} o where kind = 'community'`;
