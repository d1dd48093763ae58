import type { EntityManager, Rights } from '@safe-community/database';
import { RECORD_COLUMNS, ruleStore, type RuleStore } from '@safe-community/service-kit/dated-rules';
import { FIRST_LAW } from './first-law.ts';
import { checkLaw, type Law, type OrderRule, type SanctionRule, type WorksRule } from './law.ts';
import { BASIS, BASIS_COLUMNS, basisOf, InvalidLaw, literal, toBasisRow, type BasisRow } from './rule-basis.store.ts';

interface SanctionRow extends BasisRow {
  readonly sanction: SanctionRule['sanction'];
  readonly article: string;
  readonly part: number;
  readonly least: number | null;
  readonly most: number | null;
  readonly only_here: boolean;
}

const SANCTION_VALUES = ['least', 'most', 'only_here', ...BASIS];

export const SANCTION_RULES: RuleStore<SanctionRule> = ruleStore<SanctionRule, SanctionRow>({
  table: 'sanction_rule',
  key: ['sanction', 'article', 'part', 'valid_from'],
  values: SANCTION_VALUES,
  toRow: toSanctionRow,
  toRule: ({ sanction, article, part, least, most, only_here: only, ...row }) => ({
    ...basisOf(row),
    sanction,
    article,
    part,
    least: least ?? undefined,
    most: most ?? undefined,
    only,
  }),
});

/** In the order of the columns. */
function toSanctionRow({ sanction, article, part, least, most, only, ...basis }: SanctionRule): SanctionRow {
  const bounds = { least: least ?? null, most: most ?? null, only_here: only };
  return { sanction, article, part, ...bounds, ...toBasisRow(basis) };
}

interface WorksRow extends BasisRow {
  readonly works: WorksRule['works'];
  readonly hours_per_day: number;
  readonly hours_per_day_of_minors: number;
  readonly referral_days: number;
}

const WORKS_VALUES = ['hours_per_day', 'hours_per_day_of_minors', 'referral_days', ...BASIS];

export const WORKS_RULES: RuleStore<WorksRule> = ruleStore<WorksRule, WorksRow>({
  table: 'works_rule',
  key: ['works', 'valid_from'],
  values: WORKS_VALUES,
  toRow: toWorksRow,
  toRule: ({ works, hours_per_day, hours_per_day_of_minors, referral_days, ...row }) => ({
    ...basisOf(row),
    works,
    hoursPerDay: hours_per_day,
    hoursPerDayOfMinors: hours_per_day_of_minors,
    referralDays: referral_days,
  }),
});

/** In the order of the columns. */
function toWorksRow({ works, hoursPerDay, hoursPerDayOfMinors, referralDays, ...basis }: WorksRule): WorksRow {
  return {
    works,
    hours_per_day: hoursPerDay,
    hours_per_day_of_minors: hoursPerDayOfMinors,
    referral_days: referralDays,
    ...toBasisRow(basis),
  };
}

interface OrderRow extends BasisRow {
  readonly order_kind: OrderRule['order'];
  readonly measures: OrderRule['measures'];
  readonly measures_of_adults: OrderRule['measures'];
  readonly unit: OrderRule['unit'];
  readonly least_term: number;
  readonly most_term: number;
  readonly most_extension: number;
}

const ORDER_VALUES = ['measures', 'measures_of_adults', 'unit', 'least_term', 'most_term', 'most_extension', ...BASIS];

export const ORDER_RULES: RuleStore<OrderRule> = ruleStore<OrderRule, OrderRow>({
  table: 'order_rule',
  key: ['order_kind', 'valid_from'],
  values: ORDER_VALUES,
  toRow: toOrderRow,
  toRule: ({
    order_kind: order,
    measures,
    measures_of_adults,
    unit,
    least_term,
    most_term,
    most_extension,
    ...row
  }) => ({
    ...basisOf(row),
    order,
    measures,
    measuresOfAdults: measures_of_adults,
    unit,
    leastTerm: least_term,
    mostTerm: most_term,
    mostExtension: most_extension,
  }),
});

/** In the order of the columns. */
function toOrderRow({
  order,
  measures,
  measuresOfAdults,
  unit,
  leastTerm,
  mostTerm,
  mostExtension,
  ...basis
}: OrderRule) {
  const row: OrderRow = {
    order_kind: order,
    measures,
    measures_of_adults: measuresOfAdults,
    unit,
    least_term: leastTerm,
    most_term: mostTerm,
    most_extension: mostExtension,
    ...toBasisRow(basis),
  };
  return row;
}

export const LAW_TABLES: readonly string[] = [
  `create table sanction_rule (
     sanction text not null,
     -- empty for articles without a rule of their own
     article text not null,
     -- 0 for all parts without a rule of their own
     part smallint not null check (part >= 0),
     -- null if no bound is known
     least integer,
     most integer check (most >= least),
     only_here boolean not null,${BASIS_COLUMNS},
     primary key (sanction, article, part, valid_from)
   )`,
  `create table works_rule (
     works text not null,
     hours_per_day smallint not null,
     hours_per_day_of_minors smallint not null,
     -- after the ruling takes effect
     referral_days smallint not null,${BASIS_COLUMNS},
     primary key (works, valid_from)
   )`,
  `create table order_rule (
     order_kind text not null,
     measures text[] not null,
     measures_of_adults text[] not null,
     unit text not null check (unit in ('days', 'months')),
     least_term smallint not null,
     most_term smallint not null check (most_term >= least_term),
     -- 0 if it cannot be extended
     most_extension smallint not null,${BASIS_COLUMNS},
     primary key (order_kind, valid_from)
   )`,
  `insert into sanction_rule (sanction, article, part, least, most, only_here, valid_from, valid_to, source, status, note)
   values ${FIRST_LAW.sanctions.map((each) => literal(Object.values(toSanctionRow(each)))).join(', ')}`,
  `insert into works_rule
     (works, hours_per_day, hours_per_day_of_minors, referral_days, valid_from, valid_to, source, status, note)
   values ${FIRST_LAW.works.map((each) => literal(Object.values(toWorksRow(each)))).join(', ')}`,
  `insert into order_rule (order_kind, measures, measures_of_adults, unit, least_term, most_term, most_extension,
     valid_from, valid_to, source, status, note)
   values ${FIRST_LAW.orders.map((each) => literal(Object.values(toOrderRow(each)))).join(', ')}`,
];

export const LAW_RIGHTS: Rights = {
  sanction_rule: {
    insert: true,
    update: [...SANCTION_VALUES, ...RECORD_COLUMNS],
    reader: { columns: ['sanction', 'article', 'part', 'valid_from', ...SANCTION_VALUES] },
  },
  works_rule: {
    insert: true,
    update: [...WORKS_VALUES, ...RECORD_COLUMNS],
    reader: { columns: ['works', 'valid_from', ...WORKS_VALUES] },
  },
  order_rule: {
    insert: true,
    update: [...ORDER_VALUES, ...RECORD_COLUMNS],
    reader: { columns: ['order_kind', 'valid_from', ...ORDER_VALUES] },
  },
};

/** The law as it is recorded now. */
export async function readLaw(em: EntityManager): Promise<Law> {
  return {
    sanctions: await SANCTION_RULES.list(em),
    works: await WORKS_RULES.list(em),
    orders: await ORDER_RULES.list(em),
  };
}

/** Throws `InvalidLaw`: the service does not become ready with such a law. */
export async function requireValidLaw(em: EntityManager): Promise<void> {
  const problems = checkLaw(await readLaw(em));
  if (problems.length > 0) throw new InvalidLaw(`the law is invalid: ${problems.join('; ')}`);
}
