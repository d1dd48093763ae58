import type { Database, Rights } from '@safe-community/database';
import { unavailable, type Day, type Recorded } from '@safe-community/domain-kit';
import { RECORD_COLUMNS, ruleStore, type RuleStore } from '@safe-community/service-kit/dated-rules';
import {
  BUILT_IN,
  URGENCIES,
  type Category,
  type DatedRule,
  type DatedTerms,
  type ExpectedTimesRule,
  type HeldRule,
  type RetentionRule,
  type Urgency,
} from '../catalogue/module.ts';
import { firstTerms } from './first-terms.ts';
import { holdsOn } from './law.ts';
import { BASIS, BASIS_COLUMNS, basisOf, InvalidLaw, literal, toBasisRow, type BasisRow } from './rule-basis.store.ts';
import { checkTerms, MINUTE_MS } from './terms.ts';

interface ExpectedRow extends BasisRow {
  readonly category: Category;
  readonly urgency: Urgency;
  readonly to_triage: number;
  readonly to_dispatch: number;
  readonly to_scene: number;
  readonly to_resolution: number;
}

const EXPECTED_KEY = ['category', 'urgency', 'valid_from'];
const EXPECTED_VALUES = ['to_triage', 'to_dispatch', 'to_scene', 'to_resolution', ...BASIS];

export const EXPECTED_TIMES_RULES: RuleStore<ExpectedTimesRule> = ruleStore<ExpectedTimesRule, ExpectedRow>({
  table: 'expected_times_rule',
  key: EXPECTED_KEY,
  values: EXPECTED_VALUES,
  toRow: toExpectedRow,
  toRule: ({ category, urgency, to_triage, to_dispatch, to_scene, to_resolution, ...row }) => ({
    ...basisOf(row),
    category,
    urgency,
    times: {
      toTriage: to_triage * MINUTE_MS,
      toDispatch: to_dispatch * MINUTE_MS,
      toScene: to_scene * MINUTE_MS,
      toResolution: to_resolution * MINUTE_MS,
    },
  }),
});

/** In the order of the columns. */
function toExpectedRow({ category, urgency, times, ...basis }: ExpectedTimesRule): ExpectedRow {
  return {
    category,
    urgency,
    to_triage: times.toTriage / MINUTE_MS,
    to_dispatch: times.toDispatch / MINUTE_MS,
    to_scene: times.toScene / MINUTE_MS,
    to_resolution: times.toResolution / MINUTE_MS,
    ...toBasisRow(basis),
  };
}

interface RetentionRow extends BasisRow {
  readonly category: Category;
  readonly days: number;
}

const RETENTION_KEY = ['category', 'valid_from'];
const RETENTION_VALUES = ['days', ...BASIS];

export const RETENTION_RULES: RuleStore<RetentionRule> = ruleStore<RetentionRule, RetentionRow>({
  table: 'retention_rule',
  key: RETENTION_KEY,
  values: RETENTION_VALUES,
  toRow: toRetentionRow,
  toRule: ({ category, days, ...row }) => ({ ...basisOf(row), category, days }),
});

/** In the order of the columns. */
function toRetentionRow({ category, days, ...basis }: RetentionRule): RetentionRow {
  return { category, days, ...toBasisRow(basis) };
}

/** What the migration writes. */
export const FIRST_TERMS = firstTerms(BUILT_IN, URGENCIES);

export const TERM_TABLES: readonly string[] = [
  `create table expected_times_rule (
     category text not null,
     urgency text not null,
     -- minutes, each after the step before
     to_triage integer not null check (to_triage > 0),
     to_dispatch integer not null check (to_dispatch > 0),
     to_scene integer not null check (to_scene > 0),
     to_resolution integer not null check (to_resolution > 0),${BASIS_COLUMNS},
     primary key (category, urgency, valid_from)
   )`,
  `create table retention_rule (
     category text not null,
     -- after the end of the incident
     days integer not null check (days > 0),${BASIS_COLUMNS},
     primary key (category, valid_from)
   )`,
  `insert into expected_times_rule (category, urgency, to_triage, to_dispatch, to_scene, to_resolution,
     valid_from, valid_to, source, status, note)
   values ${FIRST_TERMS.expectedTimes.map((each) => literal(Object.values(toExpectedRow(each)))).join(', ')}`,
  `insert into retention_rule (category, days, valid_from, valid_to, source, status, note)
   values ${FIRST_TERMS.retention.map((each) => literal(Object.values(toRetentionRow(each)))).join(', ')}`,
];

export const TERM_RIGHTS: Rights = {
  expected_times_rule: {
    insert: true,
    update: [...EXPECTED_VALUES, ...RECORD_COLUMNS],
    reader: { columns: [...EXPECTED_KEY, ...EXPECTED_VALUES] },
  },
  retention_rule: {
    insert: true,
    update: [...RETENTION_VALUES, ...RECORD_COLUMNS],
    reader: { columns: [...RETENTION_KEY, ...RETENTION_VALUES] },
  },
};

/** The terms in memory, since every report and every step reads them. */
export interface StoredTerms extends DatedTerms {
  /** Reads them, at the start and while the service runs. Throws `InvalidLaw` if they contradict each other. */
  load(): Promise<void>;
}

export function storedTerms(database: Database): StoredTerms {
  let terms: Loaded | undefined;
  const loaded = (): Loaded => {
    if (terms === undefined) throw unavailable('the service is starting');
    return terms;
  };
  return {
    expectedTimes: (category, urgency, day) => heldOn(loaded().expectedTimes.get(category)?.get(urgency), day),
    retention: (category, day) => heldOn(loaded().retention.get(category), day),
    async load() {
      const em = database.em.fork();
      const expectedTimes = await EXPECTED_TIMES_RULES.list(em);
      const retention = await RETENTION_RULES.list(em);
      const problems = checkTerms({ expectedTimes, retention });
      if (problems.length > 0) throw new InvalidLaw(`the terms are invalid: ${problems.join('; ')}`);
      const byCategory = [...Map.groupBy(expectedTimes, ({ category }) => category)];
      terms = {
        expectedTimes: new Map(
          byCategory.map(([category, rules]) => [category, Map.groupBy(rules, ({ urgency }) => urgency)]),
        ),
        retention: Map.groupBy(retention, ({ category }) => category),
      };
    },
  };
}

interface Loaded {
  readonly expectedTimes: ReadonlyMap<Category, ReadonlyMap<Urgency, readonly Recorded<ExpectedTimesRule>[]>>;
  readonly retention: ReadonlyMap<Category, readonly Recorded<RetentionRule>[]>;
}

function heldOn<Rule extends DatedRule>(
  rules: readonly Recorded<Rule>[] | undefined,
  day: Day,
): HeldRule<Rule> | undefined {
  const rule = rules?.find((each) => holdsOn(each, day));
  return rule && { rule, isDelivered: rule.record.recordedAt === undefined };
}
