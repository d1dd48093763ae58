import type { EntityManager, Rights } from '@safe-community/database';
import { rows } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import { RECORD_COLUMNS, ruleStore, type RuleStore } from '@safe-community/service-kit/dated-rules';
import type { Category } from '../incidents/module.ts';
import type { DisclosureRule } from './disclosure-rule.ts';
import type { Period } from './period.ts';

export const RULE_TABLES: readonly string[] = [
  `create table disclosure_rule (
     category text not null,
     valid_from date not null check (extract(doy from valid_from) = 1),
     fewest int not null check (fewest >= 2),
     settling_days int not null check (settling_days >= 0),
     revision_days int not null check (revision_days > 0),
     -- day, month, quarter or year
     country_finest text not null,
     country_block text not null,
     oblast_finest text not null,
     oblast_block text not null,
     hromada_finest text not null,
     hromada_block text not null,
     source text not null check (source <> ''),
     confirmed boolean not null,
     version integer not null,
     recorded_at timestamptz,
     -- name of the calling system
     caller text,
     primary key (category, valid_from)
   )`,
  `insert into disclosure_rule
   select category, '2000-01-01', 5, 45, 365, 'day', 'month', 'day', 'quarter', 'month', 'year',
     'assumption of the project: fewer than five is a common threshold of official statistics; no act is known',
     false, 1, null, null
   from (values ('domestic_violence'), ('school_safety')) as sensitive (category)`,
];

const VALUES = [
  'fewest',
  'settling_days',
  'revision_days',
  'country_finest',
  'country_block',
  'oblast_finest',
  'oblast_block',
  'hromada_finest',
  'hromada_block',
  'source',
  'confirmed',
] as const;

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
  toRow: ({ category, validFrom, fewest, settlingDays, revisionDays, levels, source, confirmed }) => ({
    category,
    valid_from: validFrom,
    fewest,
    settling_days: settlingDays,
    revision_days: revisionDays,
    country_finest: levels.country.finest,
    country_block: levels.country.block,
    oblast_finest: levels.oblast.finest,
    oblast_block: levels.oblast.block,
    hromada_finest: levels.hromada.finest,
    hromada_block: levels.hromada.block,
    source,
    confirmed,
  }),
  toRule: (row) => ({
    category: row.category,
    validFrom: row.valid_from,
    fewest: row.fewest,
    settlingDays: row.settling_days,
    revisionDays: row.revision_days,
    levels: {
      country: { finest: row.country_finest, block: row.country_block },
      oblast: { finest: row.oblast_finest, block: row.oblast_block },
      hromada: { finest: row.hromada_finest, block: row.hromada_block },
    },
    source: row.source,
    confirmed: row.confirmed,
  }),
});

interface RuleRow {
  readonly category: Category;
  readonly valid_from: Day;
  readonly fewest: number;
  readonly settling_days: number;
  readonly revision_days: number;
  readonly country_finest: Period;
  readonly country_block: Period;
  readonly oblast_finest: Period;
  readonly oblast_block: Period;
  readonly hromada_finest: Period;
  readonly hromada_block: Period;
  readonly source: string;
  readonly confirmed: boolean;
}

/** The rules of a category. */
export async function rulesOf(em: EntityManager, category: Category): Promise<DisclosureRule[]> {
  return (await RULES.list(em)).filter((rule) => rule.category === category);
}

/** The last year of which figures of a category are fixed, while no release of it begins. */
export async function lockLastReleasedYear(tx: EntityManager, category: Category): Promise<number | undefined> {
  await lockReleases(tx, category);
  const [row] = await rows<{ year: number | null }>(
    tx,
    'select extract(year from max(month))::int as year from released_month where category = $1',
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
