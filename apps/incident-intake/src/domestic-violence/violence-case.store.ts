import { rows, toDate, type EntityManager } from '@safe-community/database';
import { pseudonym, type Keyring } from '@safe-community/security/encryption';
import type { Risk } from './assess-risk.ts';
import { caseCipher, type CaseCipher } from './case-cipher.store.ts';
import { identityOf, type CaseFacts } from './case-facts.ts';
import { ordersOf } from './case-orders.store.ts';
import { referralsOf, visitsOf } from './case-parts.store.ts';
import { nameCase } from './named-case.store.ts';
import type { OfficialRisk } from './official-risk.ts';
import { homePseudonym } from './orders-in-force.store.ts';
import type { Assessment, ViolenceCase } from './violence-case.ts';

const FACTS = 'dv/case';
const RISK = 'dv/risk';
const OFFICIAL_RISK = 'dv/official-risk';

/** The complete, decrypted case of an incident. From now on, the transaction sees only this case. */
export async function findCase(
  tx: EntityManager,
  keyring: Keyring,
  incidentId: string,
): Promise<ViolenceCase | undefined> {
  await nameCase(tx, incidentId);
  const [row] = await rows<CaseRow>(
    tx,
    `select incident_id, version, opened_at, sealed_facts, assessed_at, sealed_risk, sealed_official_risk
     from dv_case where incident_id = $1`,
    [incidentId],
  );
  if (row === undefined) return undefined;
  const cipher = await caseCipher(tx, keyring, incidentId);
  return {
    ...toCase(cipher, row),
    orders: await ordersOf(tx, cipher, incidentId),
    referrals: await referralsOf(tx, cipher, incidentId),
    visits: await visitsOf(tx, cipher, incidentId),
  };
}

interface CaseRow {
  readonly incident_id: string;
  readonly version: number;
  readonly opened_at: string;
  readonly sealed_facts: Buffer;
  readonly assessed_at: string | null;
  readonly sealed_risk: Buffer | null;
  readonly sealed_official_risk: Buffer | null;
}

function toCase(cipher: CaseCipher, row: CaseRow): Omit<ViolenceCase, 'orders' | 'referrals' | 'visits'> {
  const { assessed_at, sealed_risk, sealed_official_risk } = row;
  return {
    incidentId: row.incident_id,
    version: row.version,
    openedAt: toDate(row.opened_at),
    facts: cipher.decrypt(FACTS, row.sealed_facts) as CaseFacts,
    assessment:
      assessed_at === null || sealed_risk === null
        ? undefined
        : { assessedAt: toDate(assessed_at), risk: cipher.decrypt(RISK, sealed_risk) as Risk },
    officialRisk:
      sealed_official_risk === null ? undefined : (cipher.decrypt(OFFICIAL_RISK, sealed_official_risk) as OfficialRisk),
  };
}

/** At version 0: the step that opens the case makes it version 1. */
export async function insertCase(tx: EntityManager, incidentId: string, at: Date): Promise<void> {
  await rows(tx, 'insert into dv_case (incident_id, version, opened_at) values ($1, 0, $2)', [incidentId, at]);
}

export async function saveFacts(
  tx: EntityManager,
  keyring: Keyring,
  { incidentId, hromadaCode }: { readonly incidentId: string; readonly hromadaCode: string },
  facts: CaseFacts,
): Promise<void> {
  const cipher = await caseCipher(tx, keyring, incidentId);
  const identity = facts.offender && identityOf(facts.offender);
  await rows(
    tx,
    'update dv_case set sealed_facts = $2, offender_pseudonym = $3, home_pseudonym = $4 where incident_id = $1',
    [
      incidentId,
      cipher.encrypt(FACTS, facts),
      identity === undefined ? null : pseudonym(keyring, 'offender', identity),
      homePseudonym(keyring, hromadaCode, facts.victim.address) ?? null,
    ],
  );
}

export async function saveOfficialRisk(
  tx: EntityManager,
  keyring: Keyring,
  incidentId: string,
  form: OfficialRisk,
): Promise<void> {
  const cipher = await caseCipher(tx, keyring, incidentId);
  const sealed = cipher.encrypt(OFFICIAL_RISK, form);
  await rows(tx, 'update dv_case set sealed_official_risk = $2 where incident_id = $1', [incidentId, sealed]);
}

export async function saveAssessment(
  tx: EntityManager,
  keyring: Keyring,
  incidentId: string,
  { assessedAt, risk }: Assessment,
): Promise<void> {
  const cipher = await caseCipher(tx, keyring, incidentId);
  await rows(tx, 'update dv_case set assessed_at = $2, sealed_risk = $3 where incident_id = $1', [
    incidentId,
    assessedAt,
    cipher.encrypt(RISK, risk),
  ]);
}

/**
 * Completes a change of a case that is at this version. The version is in the condition, so only a locked case changes.
 */
export async function nextVersion(tx: EntityManager, incidentId: string, version: number): Promise<void> {
  const [row] = await rows(
    tx,
    'update dv_case set version = version + 1 where incident_id = $1 and version = $2 returning version',
    [incidentId, version],
  );
  if (row === undefined) throw new Error('a case was changed without its incident being locked');
}

/**
 * Deletes the personal data of a case, besides its key: the encrypted parts, and the pseudonyms, which would still
 * identify offender and home. Ids, times and measures stay for statistics.
 */
export async function eraseCase(tx: EntityManager, incidentId: string): Promise<void> {
  await nameCase(tx, incidentId);
  for (const erase of PARTS) await rows(tx, erase, [incidentId]);
}

const PARTS = [
  `update dv_case set offender_pseudonym = null, home_pseudonym = null, sealed_facts = null, sealed_risk = null,
     sealed_official_risk = null
   where incident_id = $1`,
  'update dv_order set sealed_decision = null where incident_id = $1',
  'update dv_referral set sealed_request = null where incident_id = $1',
  'update dv_visit set sealed_finding = null where incident_id = $1',
];
