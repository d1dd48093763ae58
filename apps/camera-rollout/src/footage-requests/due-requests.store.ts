import { rows, type EntityManager } from '@safe-community/database';
import type { RequestKind } from '../deadlines/module.ts';
import { COLUMNS, SELECT, toRequest, type RequestRow } from './footage-request.store.ts';
import type { FootageRequest } from './footage-request.ts';

export interface DueFilter {
  /** Patterns of the hromada codes that the caller may see. */
  readonly visible: readonly string[];
  /** Undefined for all. */
  readonly kind: RequestKind | undefined;
  /** Only what was due before this time; undefined for all. */
  readonly dueBefore: Date | undefined;
  /** Empty for all. */
  readonly assignee: string;
}

/** Where a page of undecided requests begins. */
export interface DuePlace {
  readonly dueAt: Date;
  readonly footageRequestId: string;
}

/** Undecided requests and appeals by their deadline. */
export async function listDue(
  em: EntityManager,
  { visible, kind, dueBefore, assignee }: DueFilter,
  after: DuePlace | undefined,
  most: number,
): Promise<FootageRequest[]> {
  const values = [
    visible,
    kind ?? '',
    dueBefore ?? null,
    assignee,
    after?.dueAt ?? null,
    after?.footageRequestId ?? null,
  ];
  return (await rows<RequestRow>(em, LIST_DUE, [...values, most])).map(toRequest);
}

const LIST_DUE = `${SELECT}
  where open_due_at is not null and hromada_code like any ($1::text[]) and ($2 = '' or kind = $2)
    and ($3::timestamptz is null or open_due_at < $3) and ($4 = '' or assignee = $4)
    and ($5::timestamptz is null or (open_due_at, footage_request_id) > ($5, $6::uuid))
  order by open_due_at, footage_request_id limit $7`;

/** Whether a deadline has passed and was not published. */
export async function isAnyOverdue(em: EntityManager, now: Date): Promise<boolean> {
  return (await rows(em, ANY_OVERDUE, [now])).length > 0;
}

const ANY_OVERDUE = `
  select from footage_request where open_due_at < $1 and overdue_published is distinct from open_due_at limit 1`;

/** Undecided requests and appeals whose deadline has passed and was not published, marked as published. */
export async function takeOverdue(tx: EntityManager, now: Date, most: number): Promise<FootageRequest[]> {
  return (await rows<RequestRow>(tx, TAKE_OVERDUE, [now, most])).map(toRequest);
}

const TAKE_OVERDUE = `
  update footage_request set overdue_published = open_due_at
  where footage_request_id = any (array(
    select footage_request_id from footage_request
    where open_due_at < $1 and overdue_published is distinct from open_due_at
    order by open_due_at limit $2 for update skip locked))
  returning ${COLUMNS}`;
