import { prepared, rows, type Database, type Rights, type Step } from '@safe-community/database';
import type { Day } from '../calendar/module.ts';
import { saveSteps } from './footage-steps.store.ts';
import { knownRequests } from './known-figures.store.ts';
import type { AppealOutcome, OutcomeCell, RequestKind, RequestOutcome } from './footage-outcome.ts';

export const OUTCOME_TABLES: readonly string[] = [
  // Null columns: no event has said it so far. Each event has columns of its own, so that their order does not matter.
  `create table footage_outcome (
     footage_request_id uuid primary key,
     kind text,
     oblast_code text,
     -- the day of receipt
     received_on date,
     outcome text,
     late boolean,
     overdue boolean not null default false,
     appealed boolean not null default false,
     appeal_outcome text,
     -- the day on which camera-rollout recorded the receipt
     known_on date
   )`,
  // Needed by CELLS (footage-outcomes.store.ts).
  'create index footage_outcome_received on footage_outcome (received_on)',
];

const COLUMNS = [
  'kind',
  'oblast_code',
  'received_on',
  'outcome',
  'late',
  'overdue',
  'appealed',
  'appeal_outcome',
  'known_on',
];

export const OUTCOME_RIGHTS: Rights = {
  footage_outcome: {
    rebuiltFrom: 'cameras',
    insert: true,
    update: COLUMNS,
    delete: true,
    reader: { columns: COLUMNS },
  },
};

export interface ReceivedRequest {
  readonly footageRequestId: string;
  readonly kind: RequestKind;
  readonly oblastCode: string;
  readonly receivedOn: Day;
  /** The day on which camera-rollout recorded it. */
  readonly knownOn: Day;
}

export function saveReceived(requests: readonly ReceivedRequest[]): Step {
  return {
    statement: RECEIVED,
    values: [
      requests.map(({ footageRequestId }) => footageRequestId),
      requests.map(({ kind }) => kind),
      requests.map(({ oblastCode }) => oblastCode),
      requests.map(({ receivedOn }) => receivedOn),
      requests.map(({ knownOn }) => knownOn),
    ],
  };
}

const RECEIVED = prepared(`
  insert into footage_outcome (footage_request_id, kind, oblast_code, received_on, known_on)
  select * from unnest($1::uuid[], $2::text[], $3::text[], $4::date[], $5::date[])
  on conflict (footage_request_id) do update set kind = excluded.kind, oblast_code = excluded.oblast_code,
    received_on = excluded.received_on, known_on = excluded.known_on`);

export interface DecidedRequest {
  readonly footageRequestId: string;
  readonly outcome: RequestOutcome;
  readonly isLate: boolean;
  readonly knownOn: Day;
}

/** A request that was reopened is decided twice: the last decision counts. */
export function saveDecided(decisions: readonly DecidedRequest[]): Step[] {
  const requests = [...new Map(decisions.map((each) => [each.footageRequestId, each])).values()];
  const values = [
    requests.map(({ footageRequestId }) => footageRequestId),
    requests.map(({ outcome }) => outcome),
    requests.map(({ isLate }) => isLate),
  ];
  return [{ statement: DECIDED, values }, saveSteps('decided', decisions)];
}

const DECIDED = prepared(`
  insert into footage_outcome (footage_request_id, outcome, late)
  select * from unnest($1::uuid[], $2::text[], $3::boolean[])
  on conflict (footage_request_id) do update set outcome = excluded.outcome, late = excluded.late`);

/** That a request is overdue, or that its decision was appealed, with the day on which it became known. */
export interface KnownRequest {
  readonly footageRequestId: string;
  readonly knownOn: Day;
}

export function saveOverdue(requests: readonly KnownRequest[]): Step[] {
  return [{ statement: OVERDUE, values: [idsOf(requests)] }, saveSteps('overdue', requests)];
}

const OVERDUE = prepared(`
  insert into footage_outcome (footage_request_id, overdue) select distinct id, true from unnest($1::uuid[]) id
  on conflict (footage_request_id) do update set overdue = true`);

export function saveAppealed(requests: readonly KnownRequest[]): Step[] {
  return [{ statement: APPEALED, values: [idsOf(requests)] }, saveSteps('appealed', requests)];
}

const APPEALED = prepared(`
  insert into footage_outcome (footage_request_id, appealed) select distinct id, true from unnest($1::uuid[]) id
  on conflict (footage_request_id) do update set appealed = true`);

export interface DecidedAppeal extends KnownRequest {
  readonly outcome: AppealOutcome;
}

/** After a second appeal, the last outcome counts. */
export function saveAppealDecided(decisions: readonly DecidedAppeal[]): Step[] {
  const appeals = [...new Map(decisions.map((each) => [each.footageRequestId, each])).values()];
  const values = [idsOf(appeals), appeals.map(({ outcome }) => outcome)];
  return [{ statement: APPEAL_DECIDED, values }, saveSteps('appeal_decided', decisions)];
}

const APPEAL_DECIDED = prepared(`
  insert into footage_outcome (footage_request_id, appeal_outcome) select * from unnest($1::uuid[], $2::text[])
  on conflict (footage_request_id) do update set appeal_outcome = excluded.appeal_outcome`);

function idsOf(requests: readonly KnownRequest[]): string[] {
  return requests.map(({ footageRequestId }) => footageRequestId);
}

export interface OutcomeQuery {
  /** First and last day of receipt. */
  readonly from: Day;
  readonly to: Day;
  /** Empty for the country. */
  readonly oblastCode: string;
  /** As known at the end of this day; undefined: as known now. */
  readonly knownOn: Day | undefined;
}

export function findOutcomes(
  database: Database,
  { from, to, oblastCode, knownOn }: OutcomeQuery,
): Promise<OutcomeCell[]> {
  const values = [from, to, oblastCode];
  return knownOn === undefined
    ? rows<OutcomeCell>(database.em.fork(), CELLS, values)
    : rows<OutcomeCell>(database.em.fork(), KNOWN_CELLS, [...values, knownOn]);
}

const cellsFrom = (requests: string) =>
  prepared(`
  select kind, count(*)::int as received,
    (count(*) filter (where not late))::int as "decidedInTime",
    (count(*) filter (where late))::int as "decidedLate",
    (count(*) filter (where outcome is null and not overdue))::int as pending,
    (count(*) filter (where outcome is null and overdue))::int as overdue,
    (count(*) filter (where outcome = 'granted'))::int as granted,
    (count(*) filter (where outcome = 'partly_granted'))::int as "partlyGranted",
    (count(*) filter (where outcome = 'refused'))::int as refused,
    (count(*) filter (where outcome = 'no_footage'))::int as "noFootage",
    (count(*) filter (where outcome = 'forwarded'))::int as forwarded,
    (count(*) filter (where appealed))::int as appealed,
    (count(*) filter (where appeal_outcome = 'upheld'))::int as "appealsUpheld"
  from ${requests} request
  where received_on between $1::date and $2::date and ($3 = '' or oblast_code = $3)
  group by kind`);

const CELLS = cellsFrom('footage_outcome');
const KNOWN_CELLS = cellsFrom(knownRequests('$4'));
