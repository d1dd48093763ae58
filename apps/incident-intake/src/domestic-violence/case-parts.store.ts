import { rows, toDate, toOptionalDate, type EntityManager } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import { caseCipher, type CaseCipher } from './case-cipher.store.ts';
import type { FollowUpVisit } from './follow-up-visit.ts';
import type { Referral } from './referral.ts';

interface ReferralRow {
  readonly referral_id: string;
  readonly hromada_code: string;
  readonly referred_at: string;
  readonly accepted_at: string | null;
  readonly sealed_request: Buffer;
}

/** Oldest first. */
export async function referralsOf(tx: EntityManager, cipher: CaseCipher, incidentId: string): Promise<Referral[]> {
  const found = await rows<ReferralRow>(
    tx,
    `select referral_id, hromada_code, referred_at, accepted_at, sealed_request
     from dv_referral where incident_id = $1 order by referred_at, referral_id`,
    [incidentId],
  );
  return found.map((row) => ({
    referralId: row.referral_id,
    hromadaCode: row.hromada_code,
    referredAt: toDate(row.referred_at),
    request: cipher.decrypt(requestPart(row.referral_id), row.sealed_request) as string,
    acceptedAt: toOptionalDate(row.accepted_at),
  }));
}

export async function insertReferral(
  tx: EntityManager,
  keyring: Keyring,
  incidentId: string,
  { referralId, hromadaCode, referredAt, request }: Referral,
): Promise<void> {
  const cipher = await caseCipher(tx, keyring, incidentId);
  await rows(
    tx,
    `insert into dv_referral (referral_id, incident_id, hromada_code, referred_at, sealed_request)
     values ($1, $2, $3, $4, $5)`,
    [referralId, incidentId, hromadaCode, referredAt, cipher.encrypt(requestPart(referralId), request)],
  );
}

export async function saveAcceptance(tx: EntityManager, { referralId, acceptedAt }: Referral): Promise<void> {
  await rows(tx, 'update dv_referral set accepted_at = $2 where referral_id = $1', [referralId, acceptedAt ?? null]);
}

function requestPart(referralId: string): string {
  return `dv/referral/${referralId}`;
}

interface VisitRow {
  readonly visit_id: string;
  readonly due_at: string;
  readonly done_at: string | null;
  readonly sealed_finding: Buffer | null;
}

/** In the order in which they are due. */
export async function visitsOf(tx: EntityManager, cipher: CaseCipher, incidentId: string): Promise<FollowUpVisit[]> {
  const found = await rows<VisitRow>(
    tx,
    'select visit_id, due_at, done_at, sealed_finding from dv_visit where incident_id = $1 order by due_at, visit_id',
    [incidentId],
  );
  return found.map(({ visit_id, due_at, done_at, sealed_finding }) => ({
    visitId: visit_id,
    dueAt: toDate(due_at),
    doneAt: toOptionalDate(done_at),
    finding: sealed_finding === null ? '' : (cipher.decrypt(findingPart(visit_id), sealed_finding) as string),
  }));
}

export async function insertVisit(
  tx: EntityManager,
  { incidentId, hromadaCode }: { readonly incidentId: string; readonly hromadaCode: string },
  { visitId, dueAt }: FollowUpVisit,
): Promise<void> {
  await rows(tx, 'insert into dv_visit (visit_id, incident_id, hromada_code, due_at) values ($1, $2, $3, $4)', [
    visitId,
    incidentId,
    hromadaCode,
    dueAt,
  ]);
}

export async function saveVisit(
  tx: EntityManager,
  keyring: Keyring,
  incidentId: string,
  { visitId, doneAt, finding }: FollowUpVisit,
): Promise<void> {
  const cipher = await caseCipher(tx, keyring, incidentId);
  await rows(tx, 'update dv_visit set done_at = $2, sealed_finding = $3 where visit_id = $1', [
    visitId,
    doneAt ?? null,
    cipher.encrypt(findingPart(visitId), finding),
  ]);
}

function findingPart(visitId: string): string {
  return `dv/visit/${visitId}`;
}
