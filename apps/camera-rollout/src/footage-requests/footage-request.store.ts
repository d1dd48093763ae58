import { rows, toDate, toOptionalDate, type EntityManager, type Rights } from '@safe-community/database';
import type { RequestKind, Track } from '../deadlines/module.ts';
import { openDueAt, type AppealOutcome, type FootageRequest, type Outcome, type State } from './footage-request.ts';

export const FOOTAGE_REQUEST_TABLES: readonly string[] = [
  `create table footage_request (
     footage_request_id uuid primary key,
     kind text not null,
     track text not null,
     state text not null check (state in ('received', 'assigned', 'decided', 'appealed', 'appeal_decided')),
     hromada_code text not null,
     oblast_code text not null,
     -- empty if unknown
     unit_code text not null,
     incident_id uuid,
     footage_from timestamptz not null,
     footage_to timestamptz not null,
     received_at timestamptz not null,
     due_at timestamptz not null,
     longest_at timestamptz,
     extended boolean not null,
     assignee text not null,
     outcome text check (outcome in ('granted', 'partly_granted', 'refused', 'no_footage', 'forwarded')),
     redaction_required boolean not null,
     decided_at timestamptz,
     decided_by_system text not null,
     decided_by_user text not null,
     appealed_at timestamptz,
     appeal_due_at timestamptz,
     appeal_outcome text check (appeal_outcome in ('dismissed', 'upheld')),
     appeal_decided_at timestamptz,
     -- the deadline of what is undecided
     open_due_at timestamptz,
     -- the deadline whose passing was published
     overdue_published timestamptz,
     version int not null check (version > 0),
     demonstration boolean not null,
     check (num_nulls(outcome, decided_at) in (0, 2)),
     check (num_nulls(appealed_at, appeal_due_at) in (0, 2)),
     check (num_nulls(appeal_outcome, appeal_decided_at) in (0, 2)),
     check ((open_due_at is null) = (state in ('decided', 'appeal_decided')))
   )`,
  // Needed by listDue, isAnyOverdue, takeOverdue (footage-request.store.ts).
  `create index footage_request_due on footage_request (open_due_at, footage_request_id) where open_due_at is not null`,
  // Needed by outcomesOf (request-outcomes.store.ts).
  'create index footage_request_received on footage_request (received_at)',
];

/** Recordings that the requester names. */
export const NAMED_RECORDINGS = `alter table footage_request add column recording_ids uuid[] not null default '{}'`;

export const FOOTAGE_REQUEST_RIGHTS: Rights = {
  footage_request: {
    insert: true,
    update: true,
    reader: {
      columns: [
        'footage_request_id',
        'kind',
        'track',
        'state',
        'hromada_code',
        'oblast_code',
        'unit_code',
        'received_at',
        'due_at',
        'extended',
        'outcome',
        'decided_at',
        'appealed_at',
        'appeal_due_at',
        'appeal_outcome',
        'appeal_decided_at',
        'open_due_at',
        'demonstration',
      ],
    },
  },
};

// Unique among the advisory locks with one number.
const FOOTAGE_LOCK = 0x66_6f_6f_74;

/** Before a request opens: footage that it concerns expires before this transaction, or is kept by it. */
export async function waitForExpiry(tx: EntityManager): Promise<void> {
  await rows(tx, 'select pg_advisory_xact_lock_shared($1)', [FOOTAGE_LOCK]);
}

/** Until the transaction ends, no request opens that is not committed. */
export async function keepRequestsOut(tx: EntityManager): Promise<void> {
  await rows(tx, 'select pg_advisory_xact_lock($1)', [FOOTAGE_LOCK]);
}

export async function addRequest(tx: EntityManager, request: FootageRequest): Promise<void> {
  await rows(tx, INSERT, valuesOf(request));
}

export async function saveRequest(tx: EntityManager, request: FootageRequest): Promise<void> {
  await rows(tx, UPDATE, valuesOf(request));
}

function valuesOf(request: FootageRequest): unknown[] {
  const { decision, appeal } = request;
  return [
    request.footageRequestId,
    request.kind,
    request.track,
    request.state,
    request.hromadaCode,
    request.oblastCode,
    request.unitCode,
    request.incidentId === '' ? null : request.incidentId,
    request.footageFrom,
    request.footageTo,
    request.receivedAt,
    request.dueAt,
    request.longestAt ?? null,
    request.extended,
    request.assignee,
    decision?.outcome ?? null,
    decision?.redactionRequired ?? false,
    decision?.decidedAt ?? null,
    decision?.decidedBy.system ?? '',
    decision?.decidedBy.user ?? '',
    appeal?.appealedAt ?? null,
    appeal?.dueAt ?? null,
    appeal?.outcome ?? null,
    appeal?.decidedAt ?? null,
    openDueAt(request) ?? null,
    request.version,
    request.demonstration,
    request.recordingIds,
  ];
}

const COLUMNS = `footage_request_id, kind, track, state, hromada_code, oblast_code, unit_code, incident_id, footage_from,
  footage_to, received_at, due_at, longest_at, extended, assignee, outcome, redaction_required, decided_at,
  decided_by_system, decided_by_user, appealed_at, appeal_due_at, appeal_outcome, appeal_decided_at, open_due_at, version,
  demonstration, recording_ids`;

const VALUES = `$1::uuid, $2::text, $3::text, $4::text, $5::text, $6::text, $7::text, $8::uuid, $9::timestamptz,
  $10::timestamptz, $11::timestamptz, $12::timestamptz, $13::timestamptz, $14::boolean, $15::text, $16::text,
  $17::boolean, $18::timestamptz, $19::text, $20::text, $21::timestamptz, $22::timestamptz, $23::text, $24::timestamptz,
  $25::timestamptz, $26::int, $27::boolean, $28::uuid[]`;

const INSERT = `insert into footage_request (${COLUMNS}) values (${VALUES})`;

const UPDATE = `update footage_request set (${COLUMNS}) = (${VALUES}) where footage_request_id = $1::uuid`;

interface RequestRow {
  readonly footage_request_id: string;
  readonly kind: RequestKind;
  readonly track: Track;
  readonly state: State;
  readonly hromada_code: string;
  readonly oblast_code: string;
  readonly unit_code: string;
  readonly incident_id: string | null;
  readonly footage_from: string;
  readonly footage_to: string;
  readonly received_at: string;
  readonly due_at: string;
  readonly longest_at: string | null;
  readonly extended: boolean;
  readonly assignee: string;
  readonly outcome: Outcome | null;
  readonly redaction_required: boolean;
  readonly decided_at: string | null;
  readonly decided_by_system: string;
  readonly decided_by_user: string;
  readonly appealed_at: string | null;
  readonly appeal_due_at: string | null;
  readonly appeal_outcome: AppealOutcome | null;
  readonly appeal_decided_at: string | null;
  readonly version: number;
  readonly demonstration: boolean;
  readonly recording_ids: readonly string[];
}

const SELECT = `select ${COLUMNS} from footage_request`;

export async function findRequest(em: EntityManager, footageRequestId: string): Promise<FootageRequest | undefined> {
  const [found] = await rows<RequestRow>(em, `${SELECT} where footage_request_id = $1`, [footageRequestId]);
  return found && toRequest(found);
}

/** The request, locked until the transaction ends. */
export async function lockRequest(tx: EntityManager, footageRequestId: string): Promise<FootageRequest | undefined> {
  const [found] = await rows<RequestRow>(tx, `${SELECT} where footage_request_id = $1 for update`, [footageRequestId]);
  return found && toRequest(found);
}

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

function toRequest(row: RequestRow): FootageRequest {
  const [decidedAt, appealedAt, appealDueAt, appealDecidedAt, longestAt] = [
    toOptionalDate(row.decided_at),
    toOptionalDate(row.appealed_at),
    toOptionalDate(row.appeal_due_at),
    toOptionalDate(row.appeal_decided_at),
    toOptionalDate(row.longest_at),
  ];
  const decidedBy = { system: row.decided_by_system, user: row.decided_by_user };
  return {
    footageRequestId: row.footage_request_id,
    kind: row.kind,
    track: row.track,
    state: row.state,
    hromadaCode: row.hromada_code,
    oblastCode: row.oblast_code,
    unitCode: row.unit_code,
    incidentId: row.incident_id ?? '',
    footageFrom: toDate(row.footage_from),
    footageTo: toDate(row.footage_to),
    receivedAt: toDate(row.received_at),
    dueAt: toDate(row.due_at),
    ...(longestAt === undefined ? {} : { longestAt }),
    extended: row.extended,
    assignee: row.assignee,
    ...(row.outcome === null || decidedAt === undefined
      ? {}
      : { decision: { outcome: row.outcome, redactionRequired: row.redaction_required, decidedAt, decidedBy } }),
    ...(appealedAt === undefined || appealDueAt === undefined
      ? {}
      : {
          appeal: {
            appealedAt,
            dueAt: appealDueAt,
            ...(row.appeal_outcome === null ? {} : { outcome: row.appeal_outcome }),
            ...(appealDecidedAt === undefined ? {} : { decidedAt: appealDecidedAt }),
          },
        }),
    version: row.version,
    demonstration: row.demonstration,
    recordingIds: row.recording_ids,
  };
}
