import { rows, toDate, toOptionalDate, type EntityManager, type Rights } from '@safe-community/database';
import type { RequestKind, Track } from '../deadlines/module.ts';
import { openDueAt, type AppealOutcome, type FootageRequest, type Outcome } from './footage-request.ts';
import type { State } from './request-steps.ts';

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
     -- those that the requester names
     recording_ids uuid[] not null,
     -- what was decided before an appeal was upheld
     former_outcome text
       check (former_outcome in ('granted', 'partly_granted', 'refused', 'no_footage', 'forwarded')),
     former_redaction_required boolean not null,
     former_decided_at timestamptz,
     former_decided_by_system text not null,
     former_decided_by_user text not null,
     former_due_at timestamptz,
     former_extended boolean not null,
     -- which of its recordings it freezes: after a decision, as the retention finds
     freezes text not null default 'all' check (freezes in ('all', 'pending', 'none')),
     check (num_nulls(outcome, decided_at) in (0, 2)),
     check (num_nulls(appealed_at, appeal_due_at) in (0, 2)),
     check (num_nulls(appeal_outcome, appeal_decided_at) in (0, 2)),
     check ((open_due_at is null) = (state in ('decided', 'appeal_decided'))),
     check (num_nulls(former_outcome, former_decided_at, former_due_at) in (0, 3)),
     -- an undecided one freezes everything
     check (open_due_at is null or freezes = 'all')
   )`,
  // Needed by listDue, isAnyOverdue, takeOverdue (due-requests.store.ts).
  `create index footage_request_due on footage_request (open_due_at, footage_request_id) where open_due_at is not null`,
  // Needed by outcomesOf (request-outcomes.store.ts).
  'create index footage_request_received on footage_request (received_at)',
  // Needed by countCompliance (compliance.store.ts).
  `create index footage_request_complaint on footage_request (decided_at) where kind = 'complaint'`,
  // Needed by FROZEN (freeze.store.ts).
  `create index footage_request_freezes_of_incident on footage_request (incident_id) where freezes <> 'none'`,
  // Needed by FROZEN (freeze.store.ts).
  `create index footage_request_freezes_of_unit on footage_request (unit_code, footage_from) where freezes <> 'none'`,
  // Needed by FROZEN (freeze.store.ts).
  `create index footage_request_freezes_of_place on footage_request (oblast_code, footage_from) where freezes <> 'none'`,
  // Needed by OPENED (request-freeze.store.ts), MOVE_ALL (keep-term.store.ts).
  `create index footage_request_freezes on footage_request (footage_request_id) where freezes <> 'none'`,
  // Needed by MOVE_NEW (keep-term.store.ts).
  `create index footage_request_moving on footage_request (footage_request_id)
     where freezes = 'all' and open_due_at is null`,
];

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
        'former_outcome',
        'former_decided_at',
        'former_due_at',
        'former_extended',
        'open_due_at',
        'freezes',
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
  const { decision, appeal, former } = request;
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
    request.recordingIds,
    former?.decision.outcome ?? null,
    former?.decision.redactionRequired ?? false,
    former?.decision.decidedAt ?? null,
    former?.decision.decidedBy.system ?? '',
    former?.decision.decidedBy.user ?? '',
    former?.dueAt ?? null,
    former?.extended ?? false,
  ];
}

export const COLUMNS = `footage_request_id, kind, track, state, hromada_code, oblast_code, unit_code, incident_id, footage_from,
  footage_to, received_at, due_at, longest_at, extended, assignee, outcome, redaction_required, decided_at,
  decided_by_system, decided_by_user, appealed_at, appeal_due_at, appeal_outcome, appeal_decided_at, open_due_at, version,
  recording_ids, former_outcome, former_redaction_required, former_decided_at, former_decided_by_system,
  former_decided_by_user, former_due_at, former_extended`;

const VALUES = `$1::uuid, $2::text, $3::text, $4::text, $5::text, $6::text, $7::text, $8::uuid, $9::timestamptz,
  $10::timestamptz, $11::timestamptz, $12::timestamptz, $13::timestamptz, $14::boolean, $15::text, $16::text,
  $17::boolean, $18::timestamptz, $19::text, $20::text, $21::timestamptz, $22::timestamptz, $23::text, $24::timestamptz,
  $25::timestamptz, $26::int, $27::uuid[], $28::text, $29::boolean, $30::timestamptz, $31::text, $32::text,
  $33::timestamptz, $34::boolean`;

const INSERT = `insert into footage_request (${COLUMNS}) values (${VALUES})`;

// Each step freezes everything: what a decision frees, the retention finds.
const UPDATE = `update footage_request set (${COLUMNS}) = (${VALUES}), freezes = 'all' where footage_request_id = $1::uuid`;

export interface RequestRow {
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
  readonly recording_ids: readonly string[];
  readonly former_outcome: Outcome | null;
  readonly former_redaction_required: boolean;
  readonly former_decided_at: string | null;
  readonly former_decided_by_system: string;
  readonly former_decided_by_user: string;
  readonly former_due_at: string | null;
  readonly former_extended: boolean;
}

export const SELECT = `select ${COLUMNS} from footage_request`;

export async function findRequest(em: EntityManager, footageRequestId: string): Promise<FootageRequest | undefined> {
  const [found] = await rows<RequestRow>(em, `${SELECT} where footage_request_id = $1`, [footageRequestId]);
  return found && toRequest(found);
}

/** The request, locked until the transaction ends. */
export async function lockRequest(tx: EntityManager, footageRequestId: string): Promise<FootageRequest | undefined> {
  const [found] = await rows<RequestRow>(tx, `${SELECT} where footage_request_id = $1 for update`, [footageRequestId]);
  return found && toRequest(found);
}

export function toRequest(row: RequestRow): FootageRequest {
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
    ...toFormer(row),
    version: row.version,
    recordingIds: row.recording_ids,
  };
}

function toFormer(row: RequestRow): Pick<FootageRequest, 'former'> {
  const [decidedAt, dueAt] = [toOptionalDate(row.former_decided_at), toOptionalDate(row.former_due_at)];
  if (row.former_outcome === null || decidedAt === undefined || dueAt === undefined) return {};
  const decidedBy = { system: row.former_decided_by_system, user: row.former_decided_by_user };
  const redactionRequired = row.former_redaction_required;
  const decision = { outcome: row.former_outcome, redactionRequired, decidedAt, decidedBy };
  return { former: { decision, dueAt, extended: row.former_extended } };
}
