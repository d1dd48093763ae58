import { rows, toDate, type EntityManager } from '@safe-community/database';
import { pseudonym, type Keyring } from '@safe-community/security/encryption';
import type { Risk } from './assess-risk.ts';
import type { CaseFacts } from './case-facts.ts';
import { identityOf } from './concerned-person.ts';
import type { Assessment, ViolenceCase } from './violence-case.ts';
import type { CaseVault } from './case-vault.store.ts';

const FACTS = 'dv/case';
const RISK = 'dv/risk';

export interface CaseRow {
  readonly incident_id: string;
  readonly version: number;
  readonly opened_at: string;
  readonly sealed_facts: Buffer;
  readonly assessed_at: string | null;
  readonly sealed_risk: Buffer | null;
}

export async function caseRow(em: EntityManager, incidentId: string): Promise<CaseRow | undefined> {
  const [row] = await rows<CaseRow>(
    em,
    `select incident_id, version, opened_at, sealed_facts, assessed_at, sealed_risk
     from dv_case where incident_id = $1`,
    [incidentId],
  );
  return row;
}

/** The case without its orders, referrals and visits. */
export function openCase(vault: CaseVault, row: CaseRow): Omit<ViolenceCase, 'orders' | 'referrals' | 'visits'> {
  const { assessed_at, sealed_risk } = row;
  return {
    incidentId: row.incident_id,
    version: row.version,
    openedAt: toDate(row.opened_at),
    facts: vault.open(FACTS, row.sealed_facts) as CaseFacts,
    assessment:
      assessed_at === null || sealed_risk === null
        ? undefined
        : { assessedAt: toDate(assessed_at), risk: vault.open(RISK, sealed_risk) as Risk },
  };
}

export async function insertCase(em: EntityManager, incidentId: string, at: Date): Promise<void> {
  await rows(em, 'insert into dv_case (incident_id, version, opened_at) values ($1, 0, $2)', [incidentId, at]);
}

export async function saveFacts(
  em: EntityManager,
  keyring: Keyring,
  vault: CaseVault,
  incidentId: string,
  facts: CaseFacts,
): Promise<void> {
  const identity = facts.offender && identityOf(facts.offender);
  await rows(em, 'update dv_case set sealed_facts = $2, offender_pseudonym = $3 where incident_id = $1', [
    incidentId,
    vault.seal(FACTS, facts),
    identity === undefined ? null : pseudonym(keyring, 'offender', identity),
  ]);
}

export async function saveAssessment(
  em: EntityManager,
  vault: CaseVault,
  incidentId: string,
  { assessedAt, risk }: Assessment,
): Promise<void> {
  await rows(em, 'update dv_case set assessed_at = $2, sealed_risk = $3 where incident_id = $1', [
    incidentId,
    assessedAt,
    vault.seal(RISK, risk),
  ]);
}

/** The version is in the condition: nobody else may have changed what was locked with its incident. */
export async function nextVersion(em: EntityManager, incidentId: string, version: number): Promise<number> {
  const [row] = await rows<{ version: number }>(
    em,
    'update dv_case set version = version + 1 where incident_id = $1 and version = $2 returning version',
    [incidentId, version],
  );
  if (row === undefined) throw new Error('a case was changed without its incident being locked');
  return row.version;
}
