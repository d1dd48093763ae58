import type { Rights } from '@safe-community/database';
import { ruleStore, type RuleStore } from '@safe-community/service-kit/dated-rules';
import type { Rule } from './rule.ts';

export const RULE_TABLES: readonly string[] = [
  `create table accountability_rule (
     kind text not null check (kind in ('reports_per_year', 'answer_within_hours')),
     valid_from date not null,
     value int not null check (value > 0),
     source text not null,
     version integer not null,
     recorded_at timestamptz not null,
     -- name of the calling system
     caller text not null,
     primary key (kind, valid_from)
   )`,
];

export const RULE_RIGHTS: Rights = {
  accountability_rule: {
    insert: true,
    update: ['value', 'source', 'version', 'recorded_at', 'caller'],
    reader: { columns: ['kind', 'valid_from', 'value', 'source'] },
  },
};

export const RULES: RuleStore<Rule> = ruleStore<Rule, RuleRow>({
  table: 'accountability_rule',
  key: ['kind', 'valid_from'],
  values: ['value', 'source'],
  toRow: ({ kind, validFrom, value, source }) => ({ kind, valid_from: validFrom, value, source }),
  toRule: ({ kind, valid_from, value, source }) => ({ kind, validFrom: valid_from, value, source }),
});

interface RuleRow extends Omit<Rule, 'validFrom'> {
  readonly valid_from: Rule['validFrom'];
}
