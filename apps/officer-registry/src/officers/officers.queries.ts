import { OfficerRegistryServiceService } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { OfficerServiceService } from '@safe-community/contracts/officers/v1/officer_service.ts';
import { notFound } from '@safe-community/domain-kit';
import type { Keyring } from '@safe-community/security/encryption';
import { query, type Rpc } from '@safe-community/service-kit';
import { toOfficerMessage } from './officer.mapping.ts';
import type { FindOfficer } from './officer.store.ts';
import { toProfileMessage } from './public-profile.mapping.ts';
import { findPublishedProfile } from './public-profile.store.ts';

export function officerQueries(findOfficer: FindOfficer, keyring: Keyring): Rpc[] {
  return [
    query(OfficerRegistryServiceService.getOfficer, {
      parse: (_request, fields) => fields.uuid('officer_id'),
      read: async (officerId) => (await findOfficer(officerId)) ?? notFound('officer'),
      reply: (officer) => ({ officer: toOfficerMessage(officer) }),
    }),
    query(OfficerServiceService.getPublicProfile, {
      parse: (_request, fields) => fields.uuid('officer_id'),
      read: async (officerId, _call, database) =>
        (await findPublishedProfile(database, keyring, officerId)) ?? notFound('public profile'),
      reply: (profile) => ({ profile: toProfileMessage(profile) }),
    }),
  ];
}
