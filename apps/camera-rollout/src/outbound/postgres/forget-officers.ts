import { rows, type EntityManager } from '@safe-community/database';

/**
 * What the registry's events have made, before it is made anew from its ledger. Units stay: cameras lie there, and the
 * events tell them anew. One that the registry knows no more is left over, without officers.
 */
export async function forgetOfficers(em: EntityManager): Promise<void> {
  await rows(em, 'delete from patrol_officer');
}
