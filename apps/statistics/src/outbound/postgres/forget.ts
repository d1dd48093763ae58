import { rows, type EntityManager } from '@safe-community/database';

// What the events of each producer have made, before it is made anew from its ledger. Rows are deleted one by one:
// readers go on seeing them until the commit.

export async function forgetIncidents(em: EntityManager): Promise<void> {
  for (const table of ['incident_count', 'category_count', 'response_count']) await rows(em, `delete from ${table}`);
}

export async function forgetOfficers(em: EntityManager): Promise<void> {
  for (const table of ['beat_primary', 'patrol_officer', 'officer_state', 'listed_unit']) {
    await rows(em, `delete from ${table}`);
  }
}

export async function forgetCameras(em: EntityManager): Promise<void> {
  await rows(em, 'delete from issued_camera');
}
