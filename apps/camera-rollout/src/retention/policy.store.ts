import type { Rights } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import { RECORD_COLUMNS, ruleStore, type RuleStore } from '@safe-community/service-kit/dated-rules';
import { FIRST_POLICIES } from './first-policies.ts';
import type { ExpiryTerm, RetentionClock, RetentionPolicy } from './retention-policy.ts';

export const POLICY_TABLES: readonly string[] = [
  `create table retention_policy (
     -- empty for every recording
     category text not null,
     clock text not null check (clock in ('recorded', 'uploaded')),
     valid_from date not null,
     days int not null check (days > 0),
     source text not null check (source <> ''),
     confirmed boolean not null,
     version integer not null,
     recorded_at timestamptz,
     -- name of the calling system
     caller text,
     primary key (category, clock, valid_from)
   )`,
  // No term holds until a person has recorded one: nothing expires before.
  `create table expiry_term (
     valid_from date primary key,
     notice_days int not null check (notice_days > 0),
     restore_days int not null check (restore_days > 0),
     source text not null check (source <> ''),
     confirmed boolean not null,
     version integer not null,
     recorded_at timestamptz,
     -- name of the calling system
     caller text
   )`,
  `insert into retention_policy values ${FIRST_POLICIES.map(
    ({ category, clock, validFrom, days, source, confirmed }) =>
      `('${category}', '${clock}', '${validFrom}', ${days}, '${source}', ${confirmed}, 1, null, null)`,
  ).join(', ')}`,
];

export const POLICY_RIGHTS: Rights = {
  retention_policy: {
    insert: true,
    update: ['days', 'source', 'confirmed', ...RECORD_COLUMNS],
    reader: { columns: ['category', 'clock', 'valid_from', 'days', 'source', 'confirmed'] },
  },
  expiry_term: {
    insert: true,
    update: ['notice_days', 'restore_days', 'source', 'confirmed', ...RECORD_COLUMNS],
    reader: { columns: ['valid_from', 'notice_days', 'restore_days', 'source', 'confirmed'] },
  },
};

export const POLICIES: RuleStore<RetentionPolicy> = ruleStore<RetentionPolicy, PolicyRow>({
  table: 'retention_policy',
  key: ['category', 'clock', 'valid_from'],
  values: ['days', 'source', 'confirmed'],
  toRow: ({ category, clock, validFrom, days, source, confirmed }) => ({
    category,
    clock,
    valid_from: validFrom,
    days,
    source,
    confirmed,
  }),
  toRule: ({ category, clock, valid_from, days, source, confirmed }) => ({
    category,
    clock,
    validFrom: valid_from,
    days,
    source,
    confirmed,
  }),
});

interface PolicyRow {
  readonly category: string;
  readonly clock: RetentionClock;
  readonly valid_from: Day;
  readonly days: number;
  readonly source: string;
  readonly confirmed: boolean;
}

export const EXPIRY_TERMS: RuleStore<ExpiryTerm> = ruleStore<ExpiryTerm, TermRow>({
  table: 'expiry_term',
  key: ['valid_from'],
  values: ['notice_days', 'restore_days', 'source', 'confirmed'],
  toRow: ({ validFrom, noticeDays, restoreDays, source, confirmed }) => ({
    valid_from: validFrom,
    notice_days: noticeDays,
    restore_days: restoreDays,
    source,
    confirmed,
  }),
  toRule: ({ valid_from, notice_days, restore_days, source, confirmed }) => ({
    validFrom: valid_from,
    noticeDays: notice_days,
    restoreDays: restore_days,
    source,
    confirmed,
  }),
});

interface TermRow {
  readonly valid_from: Day;
  readonly notice_days: number;
  readonly restore_days: number;
  readonly source: string;
  readonly confirmed: boolean;
}
