import {
  escapeIdentifier,
  rows,
  toDate,
  toOptionalDate,
  type EntityManager,
  type Rights,
} from '@safe-community/database';
import type { Day, Recorded, RuleRecord } from '@safe-community/domain-kit';

/** Former versions of the rows of all tables of dated rules. */
export const REPLACED_RULE_TABLES: readonly string[] = [
  `create table replaced_rule (
     rule_table text not null,
     -- the row as it was
     content jsonb not null,
     replaced_at timestamptz not null,
     -- name of the calling system
     replaced_by text not null
   )`,
  // Needed by REPLACED (rule-store.ts).
  'create index replaced_rule_of_table on replaced_rule (rule_table, replaced_at)',
];

export const REPLACED_RULE_RIGHTS: Rights = {
  replaced_rule: { insert: true, reader: { columns: ['rule_table', 'replaced_at'] } },
};

/** The columns of each table of dated rules that say how the row was recorded. */
export const RECORD_COLUMNS: readonly string[] = ['version', 'recorded_at', 'caller'];

interface RecordColumns {
  readonly version: number;
  readonly recorded_at: string | null;
  readonly caller: string | null;
}

/** A table with one row for each date, and key if there are rules of several kinds. */
interface RuleTable<Rule, Row> {
  readonly table: string;
  /** The columns of its primary key. */
  readonly key: readonly string[];
  /** The other columns, without those of the record. */
  readonly values: readonly string[];
  readonly toRow: (rule: Rule) => Row;
  /** The row as JSON: dates and times are text. */
  readonly toRule: (row: Row) => Rule;
}

/** Who records a rule, and when. */
interface Recording {
  readonly version: number;
  readonly caller: string;
  readonly now: Date;
}

// Unique among the advisory locks with two numbers.
const RULE_LOCK = 0x72_75_6c_65;

/** The rules of a table, in every version. */
export interface RuleStore<Rule> {
  /** How the rule of the same date is recorded. Other writes of such rules wait until the transaction ends. */
  lock(tx: EntityManager, rule: Rule): Promise<RuleRecord | undefined>;
  /** Records a rule whose date is locked. The former version of this date stays readable. */
  save(tx: EntityManager, rule: Rule, recording: Recording): Promise<void>;
  /** The rules that hold, each from its date on, and on request their former versions; by date and key. They are few. */
  list(em: EntityManager, includeReplaced?: boolean): Promise<Recorded<Rule>[]>;
}

export function ruleStore<Rule extends { readonly validFrom: Day | Date }, Row extends object>({
  table,
  key,
  values,
  toRow,
  toRule,
}: RuleTable<Rule, Row>): RuleStore<Rule> {
  const name = escapeIdentifier(table);
  const date = key.map((column) => escapeIdentifier(column)).join(', ');
  const others = [...values, ...RECORD_COLUMNS].map((column) => escapeIdentifier(column));
  const columns = others.join(', ');
  const given = `jsonb_populate_record(null::${name}, $1::jsonb)`;
  const current = `select to_jsonb(t) as row from ${name} t`;
  const ofDate = `${current} join ${given} as given using (${date})`;
  const keep = `
    insert into replaced_rule (rule_table, content, replaced_at, replaced_by)
    select $2, to_jsonb(t), $3, $4 from ${name} t join ${given} as given using (${date})`;
  const upsert = `
    insert into ${name} (${date}, ${columns}) select ${date}, ${columns} from ${given}
    on conflict (${date}) do update set (${columns}) = row(${others.map((each) => `excluded.${each}`).join(', ')})`;
  const keyOf = (row: object): string => JSON.stringify(key.map((column) => (row as Record<string, unknown>)[column]));
  const toKeyed = (row: Row & RecordColumns, replacedAt: string | null): Keyed<Rule> => ({
    key: keyOf(row),
    rule: { ...toRule(row), record: recordOf(row, replacedAt) },
  });
  return {
    async lock(tx, rule) {
      await rows(tx, 'select pg_advisory_xact_lock($1, hashtext($2))', [RULE_LOCK, table]);
      const [found] = await rows<StoredRow<Row>>(tx, ofDate, [JSON.stringify(toRow(rule))]);
      return found && recordOf(found.row, null);
    },
    async save(tx, rule, { version, caller, now }) {
      const row = JSON.stringify({ ...toRow(rule), version, recorded_at: now, caller });
      await rows(tx, keep, [row, table, now, caller]);
      await rows(tx, upsert, [row]);
    },
    async list(em, includeReplaced = false) {
      const held = await rows<StoredRow<Row>>(em, current);
      const replaced = includeReplaced ? await rows<ReplacedRow<Row>>(em, REPLACED, [table]) : [];
      return inOrder([
        ...replaced.map(({ row, replaced_at }) => toKeyed(row, replaced_at)),
        ...held.map(({ row }) => toKeyed(row, null)),
      ]);
    },
  };
}

const REPLACED = `
  select content as row, replaced_at from replaced_rule where rule_table = $1 order by replaced_at`;

interface StoredRow<Row> {
  readonly row: Row & RecordColumns;
}

interface ReplacedRow<Row> extends StoredRow<Row> {
  readonly replaced_at: string;
}

function recordOf({ version, recorded_at, caller }: RecordColumns, replacedAt: string | null): RuleRecord {
  return {
    version,
    recordedAt: toOptionalDate(recorded_at),
    caller: caller ?? '',
    replacedAt: replacedAt === null ? undefined : toDate(replacedAt),
  };
}

interface Keyed<Rule> {
  readonly key: string;
  readonly rule: Recorded<Rule>;
}

/** By date, of one date by key, and of one key by version. */
function inOrder<Rule extends { readonly validFrom: Day | Date }>(rules: readonly Keyed<Rule>[]): Recorded<Rule>[] {
  return rules
    .toSorted(
      (a, b) =>
        compare(a.rule.validFrom, b.rule.validFrom) ||
        compare(a.key, b.key) ||
        a.rule.record.version - b.rule.record.version,
    )
    .map(({ rule }) => rule);
}

function compare(a: string | Date, b: string | Date): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
