import type { EntityManager } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import type { ViolenceBook } from './violence-ports.app.ts';
import type { ViolenceCase } from './violence-case.ts';
import { caseRow, insertCase, nextVersion, openCase, saveAssessment, saveFacts } from './case-rows.store.ts';
import { caseVault } from './case-vault.store.ts';
import { nameCase } from './named-case.store.ts';
import { insertOrder, ordersOf } from './order-rows.store.ts';
import { takeOverdue } from './overdue-visits.store.ts';
import { insertReferral, referralsOf, saveAcceptance } from './referral-rows.store.ts';
import { insertVisit, saveVisit, visitsOf } from './visit-rows.store.ts';

export function violenceBook(keyring: Keyring): ViolenceBook {
  const vaultOf = (em: EntityManager, incidentId: string) => caseVault(em, keyring, incidentId);
  return {
    find: (em, incidentId) => findCase(em, keyring, incidentId),
    open: insertCase,
    saveFacts: async (em, incidentId, facts) =>
      saveFacts(em, keyring, await vaultOf(em, incidentId), incidentId, facts),
    saveAssessment: async (em, incidentId, assessment) =>
      saveAssessment(em, await vaultOf(em, incidentId), incidentId, assessment),
    addOrder: async (em, incidentId, order) => insertOrder(em, await vaultOf(em, incidentId), incidentId, order),
    addReferral: async (em, incidentId, referral) =>
      insertReferral(em, await vaultOf(em, incidentId), incidentId, referral),
    saveAcceptance,
    addVisit: insertVisit,
    saveVisit: async (em, incidentId, visit) => saveVisit(em, await vaultOf(em, incidentId), visit),
    nextVersion,
    takeOverdue,
  };
}

/** The whole case of an incident, decrypted. The transaction is about this case from here on. */
export async function findCase(
  em: EntityManager,
  keyring: Keyring,
  incidentId: string,
): Promise<ViolenceCase | undefined> {
  await nameCase(em, incidentId);
  const row = await caseRow(em, incidentId);
  if (row === undefined) return undefined;
  const vault = await caseVault(em, keyring, incidentId);
  return {
    ...openCase(vault, row),
    orders: await ordersOf(em, vault, incidentId),
    referrals: await referralsOf(em, vault, incidentId),
    visits: await visitsOf(em, vault, incidentId),
  };
}
