import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { TRUST_COMMANDS } from './trust.commands.ts';
import { TRUST_QUERIES } from './trust.queries.ts';
import { POLICY_VERSIONS, TRUST_RIGHTS, TRUST_TABLES } from './trust.store.ts';

/** How far people trust their officers: surveys, and shares that are never shown without their uncertainty. */
export const trust: Module<unknown> = {
  name: 'trust',
  migrations: [
    defineMigration('2026-11-27-trust', TRUST_TABLES),
    defineMigration('2026-11-27-trust-policy-versions', POLICY_VERSIONS),
  ],
  rights: TRUST_RIGHTS,
  start: () => ({ rpcs: [...TRUST_COMMANDS, ...TRUST_QUERIES] }),
};
