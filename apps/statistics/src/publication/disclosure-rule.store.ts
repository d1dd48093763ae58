import type { EntityManager, Rights } from '@safe-community/database';
import { rows } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import { RECORD_COLUMNS, ruleStore, type RuleStore } from '@safe-community/service-kit/dated-rules';
import type { Category } from '../incidents/module.ts';
import type { DisclosureRule } from './disclosure-rule.ts';

export const RULE_TABLES: readonly string[] = [
  `create table disclosure_rule (
     category text not null,
     valid_from date not null check (extract(doy from valid_from) = 1),
     rounded_to int not null check (rounded_to > 0),
     settling_days int not null check (settling_days >= 0),
     revision_days int not null check (revision_days > 0),
     source text not null check (source <> ''),
     confirmed boolean not null,
     version integer not null,
     recorded_at timestamptz,
     -- name of the calling system
     caller text,
     primary key (category, valid_from)
   )`,
  `insert into disclosure_rule
   select category, '2000-01-01', 5, 45, 365,
     'assumption of the project: official statistics often round to five; no act is known',
     false, 1, null, null
   from (values ('domestic_violence'), ('school_safety')) as sensitive (category)`,
];

const VALUES = ['rounded_to', 'settling_days', 'revision_days', 'source', 'confirmed'] as const;

export const RULE_RIGHTS: Rights = {
  disclosure_rule: {
    insert: true,
    update: [...VALUES, ...RECORD_COLUMNS],
    reader: { columns: ['category', 'valid_from', ...VALUES] },
  },
};

export const RULES: RuleStore<DisclosureRule> = ruleStore<DisclosureRule, RuleRow>({
  table: 'disclosure_rule',
  key: ['category', 'valid_from'],
  values: VALUES,
  toRow: ({ category, validFrom, roundedTo, settlingDays, revisionDays, source, confirmed }) => ({
    category,
    valid_from: validFrom,
    rounded_to: roundedTo,
    settling_days: settlingDays,
    revision_days: revisionDays,
    source,
    confirmed,
  }),
  toRule: (row) => ({
    category: row.category,
    validFrom: row.valid_from,
    roundedTo: row.rounded_to,
    settlingDays: row.settling_days,
    revisionDays: row.revision_days,
    source: row.source,
    confirmed: row.confirmed,
  }),
});

interface RuleRow {
  readonly category: Category;
  readonly valid_from: Day;
  readonly rounded_to: number;
  readonly settling_days: number;
  readonly revision_days: number;
  readonly source: string;
  readonly confirmed: boolean;
}

/** The rules of a category. */
export async function rulesOf(em: EntityManager, category: Category): Promise<DisclosureRule[]> {
  return (await RULES.list(em)).filter((rule) => rule.category === category);
}

/** The last year of which figures of a category are released, while no release of it begins. */
export async function lockLastReleasedYear(tx: EntityManager, category: Category): Promise<number | undefined> {
  await lockReleases(tx, category);
  const [row] = await rows<{ year: number | null }>(
    tx,
    'select extract(year from max(period_start))::int as year from released_period where category = $1',
    [category],
  );
  return row?.year ?? undefined;
}

// Unique among the advisory locks with two numbers.
const RELEASE_LOCK = 0x72_65_6c_73;

/** Until the transaction ends, nobody else releases figures of the category or changes its rules. */
export async function lockReleases(tx: EntityManager, category: Category): Promise<void> {
  await rows(tx, 'select pg_advisory_xact_lock($1, hashtext($2))', [RELEASE_LOCK, category]);
}
