import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { REPLACED_RULE_RIGHTS, REPLACED_RULE_TABLES } from './dated-rule.store.ts';

export { recordRule } from './dated-rule.commands.ts';
export { ruleStatusNumber, toRecordMessages, toRuleStatus } from './dated-rule.mapping.ts';
export { ruleStore } from './dated-rule.store.ts';

/** What norms, policies, and terms have in common: they hold from a date on, have a source, and keep every version. */
export const datedRules: Module<unknown> = {
  name: 'dated-rules',
  migrations: [defineMigration('2026-11-27-replaced-rules', REPLACED_RULE_TABLES)],
  rights: REPLACED_RULE_RIGHTS,
};
