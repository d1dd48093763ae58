import { rows, type EntityManager, type Rights } from '@safe-community/database';
import type { Rule } from './rule.ts';

export const RULE_TABLES: readonly string[] = [
  `create table accountability_rule (
     kind text not null check (kind in ('reports_per_year', 'answer_within_hours')),
     valid_from date not null,
     value int not null check (value > 0),
     source text not null,
     primary key (kind, valid_from)
   )`,
];

export const RULE_RIGHTS: Rights = {
  accountability_rule: {
    insert: true,
    update: ['value', 'source'],
    reader: { columns: ['kind', 'valid_from', 'value', 'source'] },
  },
};

export async function saveRule(tx: EntityManager, rule: Rule): Promise<Rule> {
  await rows(tx, UPSERT, [rule.kind, rule.validFrom, rule.value, rule.source]);
  return rule;
}

const UPSERT = `
  insert into accountability_rule values ($1, $2, $3, $4)
  on conflict (kind, valid_from) do update set value = excluded.value, source = excluded.source`;

/** The few rules that there are, by their first day. */
export function readRules(em: EntityManager): Promise<Rule[]> {
  return rows<Rule>(
    em,
    `select kind, valid_from::text as "validFrom", value, source from accountability_rule order by valid_from, kind`,
  );
}
