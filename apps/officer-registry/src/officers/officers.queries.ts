import { OfficerRegistryServiceService } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { notFound } from '@safe-community/domain-kit';
import { query, type Rpc } from '@safe-community/service-kit';
import { toOfficerMessage } from './officer.mapping.ts';
import type { FindOfficer } from './read-officers.store.ts';

export function officerQueries(findOfficer: FindOfficer): Rpc[] {
  return [
    query(OfficerRegistryServiceService.getOfficer, {
      parse: ({ fields }) => fields.uuid('officer_id'),
      read: async ({ query: officerId }) => (await findOfficer(officerId)) ?? notFound('officer'),
      reply: ({ found: officer }) => ({ officer: toOfficerMessage(officer) }),
    }),
  ];
}
