import { toDate, toOptionalDate } from '@safe-community/database';
import { decryptWith, encryptWith, type Keyring, type WrappedKey } from '@safe-community/security/encryption';
import { isWorks, type Outcome, type OutcomeKind, type RecordedOutcome, type WorksKind } from './outcome.ts';

export interface OutcomeRow {
  readonly outcome_id: string;
  readonly kind: OutcomeKind;
  readonly article: string | null;
  readonly hours: number | null;
  readonly hours_per_day: number | null;
  readonly minor: boolean | null;
  readonly sealed: Buffer | null;
  readonly recorded_at: string;
  readonly revoked_at: string | null;
}

/** What could lead to a person: the number in a register, or what somebody wrote about the works. */
export function sealText(keyring: Keyring, incidentId: string, key: WrappedKey, recorded: RecordedOutcome): Buffer {
  const { outcomeId, outcome } = recorded;
  const text = isWorks(outcome) ? outcome.work : outcome.number;
  return encryptWith(keyring, incidentId, key, outcomePart(outcomeId), { text });
}

/** @param key absent once it is destroyed; then nothing is sealed any more. */
export function toOutcome(
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
    outcome: toKind(row, text),
  };
}

function toKind({ kind, article, hours, hours_per_day, minor }: OutcomeRow, text: string): Outcome {
  if (kind === 'administrative_protocol') return { kind, number: text, article: article ?? '' };
  if (!isWorksKind(kind)) return { kind, number: text };
  return {
    kind,
    article: article ?? '',
    hours: hours ?? 0,
    hoursPerDay: hours_per_day ?? 0,
    minor: minor ?? false,
    work: text,
  };
}

function isWorksKind(kind: OutcomeKind): kind is WorksKind {
  return kind === 'socially_useful_works' || kind === 'community_works';
}

function outcomePart(outcomeId: string): string {
  return `outcome/${outcomeId}`;
}
