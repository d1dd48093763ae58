import { SanctionServiceService as Sanctions } from '@safe-community/contracts/incidents/v1/sanction_service.ts';
import { notFound } from '@safe-community/domain-kit';
import type { Keyring } from '@safe-community/security/encryption';
import { given } from '@safe-community/service-kit';
import { readSensitive, type ReadAudit } from '../incident/module.ts';
import { toOutcomeMessage } from './outcome.mapping.ts';
import { findOutcomes } from './outcomes.store.ts';

interface OutcomeReads extends ReadAudit {
  readonly keyring: Keyring;
}

const { query } = given<OutcomeReads>();

/** All outcomes of an incident, oldest first. A read of a sensitive incident is recorded first. */
export const listOutcomes = query(Sanctions.listOutcomes, {
  parse: ({ request: { reason }, fields }) => ({ incidentId: fields.uuid('incident_id'), reason }),
  async read({ query: { incidentId, reason }, call, database, clock, deps: { keyring, reads } }) {
    const found = await findOutcomes(database, keyring, incidentId);
    if (found === undefined) return notFound('incident');
    await readSensitive({ reads, clock }, { ...call, incidentId, reason }, found);
    return found.decrypt();
  },
  reply: ({ found: outcomes }) => ({ outcomes: outcomes.map(toOutcomeMessage) }),
});
