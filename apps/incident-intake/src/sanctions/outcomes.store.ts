import { rows, toDate, toOptionalDate, type Database, type EntityManager, type Rights } from '@safe-community/database';
import { decryptWith, encryptWith, type Keyring, type WrappedKey } from '@safe-community/security/encryption';
import {
  KEYED_CASES,
  SEEN_COLUMNS,
  caseKey,
  keyOf,
  seenOf,
  type KeyColumns,
  type Seen,
  type SeenColumns,
} from '../incident/module.ts';
import {
  isWorks,
  isWorksKind,
  type KnownOutcome,
  type Outcome,
  type OutcomeKind,
  type RecordedOutcome,
  type WorksKind,
} from './outcome.ts';

/** The legal outcomes of cases. Rows are added, and revoked at most once. */
export const SANCTION_TABLES: readonly string[] = [
  `create table outcome (
     outcome_id uuid primary key,
     incident_id uuid not null,
     kind text not null,
     -- The law judges an outcome by article, part and day of the offence; other sanctions have amounts of their own.
     -- Each is null where the kind has none; the part is 0 if unknown.
     article text,
     article_part smallint,
     -- also null: the day on which the incident occurred
     offence_date date,
     -- of works
     hours smallint,
     hours_per_day smallint,
     minor boolean,
     -- hryvnias of a fine; days of an arrest or of correctional works
     amount integer,
     -- withheld share of the earnings
     percent smallint,
     -- the number or the work, under the key of the case; null after its erasure
     sealed bytea,
     recorded_at timestamptz not null,
     revoked_at timestamptz
   )`,
  // Needed by FIND, countOutcomes, eraseOutcomes, findWorks (outcomes.store.ts).
  `create index outcome_of_incident on outcome (incident_id)`,
];

export const SANCTION_RIGHTS: Rights = {
  outcome: {
    insert: true,
    update: ['sealed', 'revoked_at'],
    insertOnly: ['article_part', 'offence_date', 'amount', 'percent'],
  },
};

/** How many outcomes a locked incident has, including revoked ones. */
export async function countOutcomes(tx: EntityManager, incidentId: string): Promise<number> {
  const all = await rows(tx, 'select from outcome where incident_id = $1', [incidentId]);
  return all.length;
}

/** Encrypts the number or the work under the key of the case; PERSONAL_DATA_ERASED after its erasure. */
export async function insertOutcome(
  tx: EntityManager,
  keyring: Keyring,
  incidentId: string,
  { outcomeId, recordedAt, outcome }: RecordedOutcome,
): Promise<void> {
  const works = isWorks(outcome) ? outcome : undefined;
  const key = await caseKey(tx, keyring, incidentId);
  // What could identify a person: the number in a register, or the text about the works.
  const text = isWorks(outcome) ? outcome.work : 'number' in outcome ? outcome.number : '';
  const offence = 'article' in outcome ? outcome : undefined;
  const other = 'amount' in outcome ? outcome : undefined;
  await rows(
    tx,
    `insert into outcome (outcome_id, incident_id, kind, article, hours, hours_per_day, minor, sealed, recorded_at,
       article_part, offence_date, amount, percent)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      outcomeId,
      incidentId,
      outcome.kind,
      offence?.article ?? null,
      works?.hours ?? null,
      works?.hoursPerDay ?? null,
      works?.minor ?? null,
      encryptWith(keyring, incidentId, key, outcomePart(outcomeId), { text }),
      recordedAt,
      offence?.part ?? null,
      offence === undefined || offence.offenceDate === '' ? null : offence.offenceDate,
      other?.amount ?? null,
      other?.percent ?? null,
    ],
  );
}

/** An outcome of this incident. */
export async function findOutcome(
  tx: EntityManager,
  incidentId: string,
  outcomeId: string,
): Promise<KnownOutcome | undefined> {
  const [row] = await rows<Pick<OutcomeRow, 'outcome_id' | 'kind' | 'revoked_at'>>(
    tx,
    'select outcome_id, kind, revoked_at from outcome where outcome_id = $1 and incident_id = $2',
    [outcomeId, incidentId],
  );
  return row && { outcomeId: row.outcome_id, kind: row.kind, revokedAt: toOptionalDate(row.revoked_at) };
}

/** Works of this incident, as a court imposed them. */
export interface ImposedWorks {
  readonly outcomeId: string;
  readonly kind: WorksKind;
  readonly hours: number;
  /** The offender is under 18. */
  readonly minor: boolean;
  readonly revokedAt: Date | undefined;
}

/** By their incident, oldest first. */
export async function findWorks(em: EntityManager, incidentId: string): Promise<ImposedWorks[]> {
  const found = await rows<Pick<OutcomeRow, 'outcome_id' | 'kind' | 'hours' | 'minor' | 'revoked_at'>>(
    em,
    `select outcome_id, kind, hours, minor, revoked_at from outcome where incident_id = $1
     order by recorded_at, outcome_id`,
    [incidentId],
  );
  return found.flatMap(({ outcome_id: outcomeId, kind, hours, minor, revoked_at }) =>
    isWorksKind(kind)
      ? [{ outcomeId, kind, hours: hours ?? 0, minor: minor ?? false, revokedAt: toOptionalDate(revoked_at) }]
      : [],
  );
}

export async function markRevoked(tx: EntityManager, outcomeId: string, at: Date): Promise<void> {
  await rows(tx, 'update outcome set revoked_at = $2 where outcome_id = $1', [outcomeId, at]);
}

/** Deletes the encrypted texts of a locked case: part of the erasure of its personal data. */
export async function eraseOutcomes(tx: EntityManager, incidentId: string): Promise<void> {
  await rows(tx, 'update outcome set sealed = null where incident_id = $1', [incidentId]);
}

/** The outcomes of an incident, still encrypted. */
interface EncryptedOutcomes extends Seen {
  /** For a caller who is entitled to them: oldest first. Texts are empty after the erasure. */
  decrypt(): RecordedOutcome[];
}

/** Undefined if there is no such incident. */
export async function findOutcomes(
  database: Database,
  keyring: Keyring,
  incidentId: string,
): Promise<EncryptedOutcomes | undefined> {
  const found = await rows<JoinedRow>(database.em.fork(), FIND, [incidentId]);
  const [first] = found;
  if (first === undefined) return undefined;
  const key = keyOf(first);
  return {
    ...seenOf(first),
    decrypt: () => found.filter(hasOutcome).map((row) => toRecorded(keyring, incidentId, key, row)),
  };
}

/** One statement reads key and outcomes, so it sees an erasure in both or in neither. */
const FIND = `
  select ${SEEN_COLUMNS}, incident.key_id, incident.wrapped_key,
    o.outcome_id, o.kind, o.article, o.hours, o.hours_per_day, o.minor, o.sealed, o.recorded_at, o.revoked_at,
    o.article_part, o.offence_date::text, o.amount, o.percent
  from ${KEYED_CASES} incident left join outcome o on o.incident_id = incident.incident_id
  where incident.incident_id = $1
  order by o.recorded_at, o.outcome_id`;

type IncidentColumns = KeyColumns & SeenColumns;
/** An incident without outcomes is one row. */
type JoinedRow = IncidentColumns & (OutcomeRow | { readonly outcome_id: null });

interface OutcomeRow {
  readonly outcome_id: string;
  readonly kind: OutcomeKind;
  readonly article: string | null;
  readonly hours: number | null;
  readonly hours_per_day: number | null;
  readonly minor: boolean | null;
  readonly sealed: Buffer | null;
  readonly recorded_at: string;
  readonly revoked_at: string | null;
  readonly article_part: number | null;
  readonly offence_date: string | null;
  readonly amount: number | null;
  readonly percent: number | null;
}

function hasOutcome(row: JoinedRow): row is IncidentColumns & OutcomeRow {
  return row.outcome_id !== null;
}

function toRecorded(
  keyring: Keyring,
  incidentId: string,
  key: WrappedKey | undefined,
  row: OutcomeRow,
): RecordedOutcome {
  const { text = '' } =
    key && row.sealed ? decryptWith(keyring, incidentId, key, outcomePart(row.outcome_id), row.sealed) : {};
  return {
    outcomeId: row.outcome_id,
    recordedAt: toDate(row.recorded_at),
    revokedAt: toOptionalDate(row.revoked_at),
    outcome: toOutcome(row, text),
  };
}

function toOutcome(row: OutcomeRow, text: string): Outcome {
  const { kind, hours, hours_per_day, minor, amount, percent } = row;
  if (kind === 'pretrial_register' || kind === 'police_register') return { kind, number: text };
  const offence = { article: row.article ?? '', part: row.article_part ?? 0, offenceDate: row.offence_date ?? '' };
  if (kind === 'administrative_protocol') return { kind, number: text, ...offence };
  if (!isWorksKind(kind)) return { kind, ...offence, amount: amount ?? 0, percent: percent ?? 0 };
  return {
    kind,
    ...offence,
    hours: hours ?? 0,
    hoursPerDay: hours_per_day ?? 0,
    minor: minor ?? false,
    work: text,
  };
}

/** The part of a case under which the text of an outcome is encrypted. */
function outcomePart(outcomeId: string): string {
  return `outcome/${outcomeId}`;
}
