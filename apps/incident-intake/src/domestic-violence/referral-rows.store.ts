import { rows, toDate, toOptionalDate, type EntityManager } from '@safe-community/database';
import type { Referral } from './referral.ts';
import type { CaseVault } from './case-vault.store.ts';

interface ReferralRow {
  readonly referral_id: string;
  readonly hromada_code: string;
  readonly referred_at: string;
  readonly accepted_at: string | null;
  readonly sealed_request: Buffer;
}

/** Oldest first. */
export async function referralsOf(em: EntityManager, vault: CaseVault, incidentId: string): Promise<Referral[]> {
  const found = await rows<ReferralRow>(
    em,
    `select referral_id, hromada_code, referred_at, accepted_at, sealed_request
     from dv_referral where incident_id = $1 order by referred_at, referral_id`,
    [incidentId],
  );
  return found.map((row) => ({
    referralId: row.referral_id,
    hromadaCode: row.hromada_code,
    referredAt: toDate(row.referred_at),
    request: vault.open(requestPart(row.referral_id), row.sealed_request) as string,
    acceptedAt: toOptionalDate(row.accepted_at),
  }));
}

export async function insertReferral(
  em: EntityManager,
  vault: CaseVault,
  incidentId: string,
  { referralId, hromadaCode, referredAt, request }: Referral,
): Promise<void> {
  await rows(
    em,
    `insert into dv_referral (referral_id, incident_id, hromada_code, referred_at, sealed_request)
     values ($1, $2, $3, $4, $5)`,
    [referralId, incidentId, hromadaCode, referredAt, vault.seal(requestPart(referralId), request)],
  );
}

export async function saveAcceptance(em: EntityManager, { referralId, acceptedAt }: Referral): Promise<void> {
  await rows(em, 'update dv_referral set accepted_at = $2 where referral_id = $1', [referralId, acceptedAt ?? null]);
}

function requestPart(referralId: string): string {
  return `dv/referral/${referralId}`;
}
