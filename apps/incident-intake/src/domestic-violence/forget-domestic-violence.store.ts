import { rows, type EntityManager } from '@safe-community/database';
import { nameCase } from './named-case.store.ts';

/**
 * What goes when a case is erased, beside its key: the sealed parts, and the pseudonym, by which the case would go on
 * to point to the offender. Ids, times and measures stay for statistics.
 */
export async function forgetDomesticViolence(em: EntityManager, incidentId: string): Promise<void> {
  await nameCase(em, incidentId);
  for (const forget of PARTS) await rows(em, forget, [incidentId]);
}

const PARTS = [
  'update dv_case set offender_pseudonym = null, sealed_facts = null, sealed_risk = null where incident_id = $1',
  'update dv_order set sealed_decision = null where incident_id = $1',
  'update dv_referral set sealed_request = null where incident_id = $1',
  'update dv_visit set sealed_finding = null where incident_id = $1',
];
