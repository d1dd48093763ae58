import { rows, type EntityManager, type Rights } from '@safe-community/database';
import type { SourcedHoliday, SourcedHolidayRule } from './calendar.ts';
import {
  deadlinesBy,
  type Deadlines,
  type DeadlineTerm,
  type RequestKind,
  type TermUnit,
  type Track,
} from './deadline.ts';
import { FIRST_HOLIDAYS, FIRST_TERMS, HOLIDAY_SOURCE, MARTIAL_LAW } from './first-rules.ts';

const UNITS = `('hours', 'days', 'working_days', 'months')`;

export const DEADLINE_TABLES: readonly string[] = [
  `create table deadline_term (
     kind text not null,
     track text not null,
     valid_from date not null,
     amount int not null check (amount > 0),
     unit text not null check (unit in ${UNITS}),
     -- none if the law allows no extension
     longest_amount int check (longest_amount > 0),
     longest_unit text check (longest_unit in ${UNITS}),
     -- none if no rule is known
     appeal_amount int check (appeal_amount > 0),
     appeal_unit text check (appeal_unit in ${UNITS}),
     source text not null,
     confirmed boolean not null,
     primary key (kind, track, valid_from),
     check (num_nulls(longest_amount, longest_unit) in (0, 2)),
     check (num_nulls(appeal_amount, appeal_unit) in (0, 2))
   )`,
  `create table holiday_rule (
     valid_from date primary key,
     holidays_are_working_days boolean not null,
     source text not null,
     confirmed boolean not null
   )`,
  `create table public_holiday (
     month_day text not null check (month_day ~ '^[0-9]{2}-[0-9]{2}$'),
     valid_from date not null,
     valid_to date check (valid_to >= valid_from),
     source text not null,
     confirmed boolean not null,
     primary key (month_day, valid_from)
   )`,
  `insert into deadline_term values ${FIRST_TERMS.map((each) => literal(termValues(each))).join(', ')}`,
  `insert into holiday_rule values ${literal([MARTIAL_LAW.validFrom, true, MARTIAL_LAW.source, false])}`,
  `insert into public_holiday values ${FIRST_HOLIDAYS.map(({ monthDay, validFrom, validTo }) =>
    literal([monthDay, validFrom, validTo ?? null, HOLIDAY_SOURCE, false]),
  ).join(', ')}`,
];

/** For the first rules only, which contain no quotes. */
function literal(values: readonly unknown[]): string {
  return `(${values.map((value) => (typeof value === 'string' ? `'${value}'` : String(value))).join(', ')})`;
}

export const DEADLINE_RIGHTS: Rights = {
  deadline_term: {
    insert: true,
    update: ['amount', 'unit', 'longest_amount', 'longest_unit', 'appeal_amount', 'appeal_unit', 'source', 'confirmed'],
    reader: { columns: ['kind', 'track', 'valid_from', 'amount', 'unit', 'source', 'confirmed'] },
  },
  holiday_rule: {
    insert: true,
    update: ['holidays_are_working_days', 'source', 'confirmed'],
    reader: { columns: ['valid_from', 'holidays_are_working_days', 'source', 'confirmed'] },
  },
  public_holiday: {
    insert: true,
    update: ['valid_to', 'source', 'confirmed'],
    reader: { columns: ['month_day', 'valid_from', 'valid_to', 'source', 'confirmed'] },
  },
};

export async function saveTerm(tx: EntityManager, term: DeadlineTerm): Promise<DeadlineTerm> {
  await rows(tx, UPSERT_TERM, termValues(term));
  return term;
}

function termValues({ kind, track, validFrom, term, longest, appeal, source, confirmed }: DeadlineTerm): unknown[] {
  return [
    kind,
    track,
    validFrom,
    term.amount,
    term.unit,
    longest?.amount ?? null,
    longest?.unit ?? null,
    appeal?.amount ?? null,
    appeal?.unit ?? null,
    source,
    confirmed,
  ];
}

const UPSERT_TERM = `
  insert into deadline_term values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  on conflict (kind, track, valid_from) do update set (amount, unit, longest_amount, longest_unit, appeal_amount,
    appeal_unit, source, confirmed) = (excluded.amount, excluded.unit, excluded.longest_amount, excluded.longest_unit,
    excluded.appeal_amount, excluded.appeal_unit, excluded.source, excluded.confirmed)`;

export async function saveHolidayRule(tx: EntityManager, rule: SourcedHolidayRule): Promise<SourcedHolidayRule> {
  const { validFrom, holidaysAreWorkingDays, source, confirmed } = rule;
  await rows(tx, UPSERT_RULE, [validFrom, holidaysAreWorkingDays, source, confirmed]);
  return rule;
}

const UPSERT_RULE = `
  insert into holiday_rule values ($1, $2, $3, $4)
  on conflict (valid_from) do update set (holidays_are_working_days, source, confirmed)
    = (excluded.holidays_are_working_days, excluded.source, excluded.confirmed)`;

export async function saveHoliday(tx: EntityManager, holiday: SourcedHoliday): Promise<SourcedHoliday> {
  const { monthDay, validFrom, validTo, source, confirmed } = holiday;
  await rows(tx, UPSERT_HOLIDAY, [monthDay, validFrom, validTo === '' ? null : validTo, source, confirmed]);
  return holiday;
}

const UPSERT_HOLIDAY = `
  insert into public_holiday values ($1, $2, $3, $4, $5)
  on conflict (month_day, valid_from) do update set (valid_to, source, confirmed)
    = (excluded.valid_to, excluded.source, excluded.confirmed)`;

interface TermRow {
  readonly kind: RequestKind;
  readonly track: Track;
  readonly valid_from: string;
  readonly amount: number;
  readonly unit: TermUnit;
  readonly longest_amount: number | null;
  readonly longest_unit: TermUnit | null;
  readonly appeal_amount: number | null;
  readonly appeal_unit: TermUnit | null;
  readonly source: string;
  readonly confirmed: boolean;
}

/** The few terms that there are, by their first day. */
export async function readTerms(em: EntityManager): Promise<DeadlineTerm[]> {
  const found = await rows<TermRow>(
    em,
    `select kind, track, valid_from::text, amount, unit, longest_amount, longest_unit, appeal_amount, appeal_unit, source,
       confirmed
     from deadline_term order by valid_from, kind, track`,
  );
  return found.map((row) => ({
    kind: row.kind,
    track: row.track,
    validFrom: row.valid_from,
    term: { amount: row.amount, unit: row.unit },
    ...(row.longest_amount === null || row.longest_unit === null
      ? {}
      : { longest: { amount: row.longest_amount, unit: row.longest_unit } }),
    ...(row.appeal_amount === null || row.appeal_unit === null
      ? {}
      : { appeal: { amount: row.appeal_amount, unit: row.appeal_unit } }),
    source: row.source,
    confirmed: row.confirmed,
  }));
}

export function readHolidayRules(em: EntityManager): Promise<SourcedHolidayRule[]> {
  return rows<SourcedHolidayRule>(
    em,
    `select valid_from::text as "validFrom", holidays_are_working_days as "holidaysAreWorkingDays", source, confirmed
     from holiday_rule order by valid_from`,
  );
}

export function readHolidays(em: EntityManager): Promise<SourcedHoliday[]> {
  return rows<SourcedHoliday>(
    em,
    `select month_day as "monthDay", valid_from::text as "validFrom", coalesce(valid_to::text, '') as "validTo", source,
       confirmed
     from public_holiday order by valid_from, month_day`,
  );
}

/** The rules as they are now. */
export async function readDeadlines(em: EntityManager): Promise<Deadlines> {
  const [terms, rules, holidays] = [await readTerms(em), await readHolidayRules(em), await readHolidays(em)];
  return deadlinesBy(terms, {
    rules,
    holidays: holidays.map(({ monthDay, validFrom, validTo }) =>
      validTo === '' ? { monthDay, validFrom } : { monthDay, validFrom, validTo },
    ),
  });
}
