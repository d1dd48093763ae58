import { OfficerRegistryServiceService } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { notFound } from '@safe-community/domain-kit';
import { given, type Rpc } from '@safe-community/service-kit';
import { toOfficerMessage } from './officer.mapping.ts';
import type { FindOfficer } from './read-officers.store.ts';

interface Deps {
  readonly findOfficer: FindOfficer;
}

const { query } = given<Deps>();

const getOfficer = query(OfficerRegistryServiceService.getOfficer, {
  parse: ({ fields }) => fields.uuid('officer_id'),
  read: async ({ query: officerId, deps: { findOfficer } }) => (await findOfficer(officerId)) ?? notFound('officer'),
  reply: ({ found: officer }) => ({ officer: toOfficerMessage(officer) }),
});

export const OFFICER_QUERIES: readonly Rpc<Deps>[] = [getOfficer];
