import { rows, type Database, type EntityManager } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import type { ResponderKind } from '../catalogue/module.ts';
import { CASE_COLUMNS, toCase, type CaseRow } from './incident.store.ts';
import { NOTHING_PERSONAL, type Attributes, type Incident } from './incident.ts';
import { respondersOf } from './responders.store.ts';
import { encryptedOf, type EncryptedColumns } from './key-columns.store.ts';
import { seenOf } from './seen-columns.store.ts';
import type { Seen } from './access.adapter.ts';
import { decryptPersonal } from './personal-data.store.ts';

/** The columns of an incident that are not encrypted. */
export const OPEN_COLUMNS = `${CASE_COLUMNS}, hromada_derived, alerted, catalogue_revision, attributes, source_system, external_id, latitude, longitude`;

export interface IncidentRow extends CaseRow {
  readonly hromada_derived: boolean;
  readonly alerted: readonly ResponderKind[];
  readonly catalogue_revision: number;
  readonly attributes: Attributes;
  readonly source_system: string | null;
  readonly external_id: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** An incident as lists show it: without personal data and responders. */
export function toListed(row: IncidentRow): Incident {
  const { latitude, longitude } = row;
  return {
    ...toCase(row),
    responders: [],
    channel: row.channel,
    hromadaDerived: row.hromada_derived,
    settlementCode: row.settlement_code,
    alerted: row.alerted,
    catalogueRevision: row.catalogue_revision,
    source: row.source_system === null ? undefined : { system: row.source_system, externalId: row.external_id ?? '' },
    openLocation: latitude === null || longitude === null ? undefined : { latitude, longitude },
    openAttributes: row.attributes,
    personal: NOTHING_PERSONAL,
  };
}

/** An incident whose personal data is still encrypted. */
interface EncryptedIncident extends Seen {
  /** Decrypts it, for an entitled caller. Throws if the stored data is not what was encrypted. */
  open(): Incident;
}

export interface IncidentFinder {
  find(incidentId: string): Promise<EncryptedIncident | undefined>;
}

export function incidentFinder(database: Database, keyring: Keyring): IncidentFinder {
  return {
    async find(incidentId) {
      const em = database.em.fork();
      const row = await readEncrypted(em, incidentId);
      if (row === undefined) return undefined;
      const responders = await respondersOf(em, row.incident_id);
      const open = (): Incident => ({
        ...toListed(row),
        responders,
        personal: decryptPersonal(keyring, row.incident_id, encryptedOf(row)),
      });
      return { ...seenOf(row), open };
    },
  };
}

/** The row of an incident, its personal data still encrypted. */
export async function readEncrypted(
  em: EntityManager,
  incidentId: string,
): Promise<(IncidentRow & EncryptedColumns) | undefined> {
  const [row] = await rows<IncidentRow & EncryptedColumns>(em, FIND, [incidentId]);
  return row;
}

const FIND = `select ${OPEN_COLUMNS}, key_id, wrapped_key, ciphertext from incident where incident_id = $1`;
