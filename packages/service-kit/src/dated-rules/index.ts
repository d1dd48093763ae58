import { defineMigration } from '@safe-community/database';
import type { Module } from '../module/module.ts';
import { REPLACED_RULE_RIGHTS, REPLACED_RULE_TABLES } from './rule-store.ts';

export { addOnce } from './add-once.ts';
export { previewTokenOf } from './preview.ts';
export { recordRule, toRecordMessages, type RuleCommand } from './record-rule.ts';
export { RECORD_COLUMNS, ruleStore, type RuleStore } from './rule-store.ts';

/** What dated rules of all modules have in common: they hold from a date on, have a source, and keep every version. */
export const datedRules: Module<unknown> = {
  name: 'dated-rules',
  migrations: [defineMigration('2026-12-01-replaced-rules', REPLACED_RULE_TABLES)],
  rights: REPLACED_RULE_RIGHTS,
};
