import type { EntityManager, Rights } from '@safe-community/database';
import { RECORD_COLUMNS, ruleStore, type RuleStore } from '@safe-community/service-kit/dated-rules';
import type { SourcedHoliday, SourcedHolidayRule } from './calendar.ts';
import {
  deadlinesBy,
  type Deadlines,
  type DeadlineTerm,
  type RequestKind,
  type TermUnit,
  type Track,
} from './deadline.ts';
import { FIRST_CALENDAR, FIRST_HOLIDAY_RULES, FIRST_TERMS, HOLIDAY_SOURCE } from './first-rules.ts';

const UNITS = `('hours', 'days', 'working_days', 'months')`;

/** In which version a rule is recorded, when, and by which calling system. */
const RECORD = `
     version integer not null default 1,
     recorded_at timestamptz,
     caller text`;

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
     confirmed boolean not null,${RECORD},
     primary key (kind, track, valid_from),
     check (num_nulls(longest_amount, longest_unit) in (0, 2)),
     check (num_nulls(appeal_amount, appeal_unit) in (0, 2))
   )`,
  `create table holiday_rule (
     valid_from date primary key,
     holidays_are_working_days boolean not null,
     moves_days_off boolean not null,
     source text not null,
     confirmed boolean not null,${RECORD}
   )`,
  `create table public_holiday (
     month_day text not null check (month_day ~ '^([0-9]{2}-[0-9]{2}|easter|trinity)$'),
     valid_from date not null,
     valid_to date check (valid_to >= valid_from),
     source text not null,
     confirmed boolean not null,${RECORD},
     primary key (month_day, valid_from)
   )`,
  `insert into deadline_term values ${FIRST_TERMS.map((each) => literal(Object.values(toTermRow(each)))).join(', ')}`,
  `insert into holiday_rule values ${FIRST_HOLIDAY_RULES.map((each) =>
    literal([each.validFrom, each.holidaysAreWorkingDays, each.movesDaysOff, each.source, each.confirmed]),
  ).join(', ')}`,
  `insert into public_holiday values ${FIRST_CALENDAR.holidays
    .map(({ monthDay, validFrom, validTo }) => literal([monthDay, validFrom, validTo ?? null, HOLIDAY_SOURCE, false]))
    .join(', ')}`,
];

/** For the first rules only, which contain no quotes. */
function literal(values: readonly unknown[]): string {
  return `(${values.map((value) => (typeof value === 'string' ? `'${value}'` : String(value))).join(', ')})`;
}

export const DEADLINE_RIGHTS: Rights = {
  deadline_term: {
    insert: true,
    update: [
      'amount',
      'unit',
      'longest_amount',
      'longest_unit',
      'appeal_amount',
      'appeal_unit',
      'source',
      'confirmed',
      ...RECORD_COLUMNS,
    ],
    reader: { columns: ['kind', 'track', 'valid_from', 'amount', 'unit', 'source', 'confirmed'] },
  },
  holiday_rule: {
    insert: true,
    update: ['holidays_are_working_days', 'moves_days_off', 'source', 'confirmed', ...RECORD_COLUMNS],
    reader: { columns: ['valid_from', 'holidays_are_working_days', 'moves_days_off', 'source', 'confirmed'] },
  },
  public_holiday: {
    insert: true,
    update: ['valid_to', 'source', 'confirmed', ...RECORD_COLUMNS],
    reader: { columns: ['month_day', 'valid_from', 'valid_to', 'source', 'confirmed'] },
  },
};

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

/** The few terms that there are, for each kind and track. */
export const TERMS: RuleStore<DeadlineTerm> = ruleStore<DeadlineTerm, TermRow>({
  table: 'deadline_term',
  key: ['kind', 'track', 'valid_from'],
  values: ['amount', 'unit', 'longest_amount', 'longest_unit', 'appeal_amount', 'appeal_unit', 'source', 'confirmed'],
  toRow: toTermRow,
  toRule: (row) => ({
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
  }),
});

/** In the order of the columns. */
function toTermRow({ kind, track, validFrom, term, longest, appeal, source, confirmed }: DeadlineTerm): TermRow {
  return {
    kind,
    track,
    valid_from: validFrom,
    amount: term.amount,
    unit: term.unit,
    longest_amount: longest?.amount ?? null,
    longest_unit: longest?.unit ?? null,
    appeal_amount: appeal?.amount ?? null,
    appeal_unit: appeal?.unit ?? null,
    source,
    confirmed,
  };
}

export const HOLIDAY_RULES: RuleStore<SourcedHolidayRule> = ruleStore<SourcedHolidayRule, HolidayRuleRow>({
  table: 'holiday_rule',
  key: ['valid_from'],
  values: ['holidays_are_working_days', 'moves_days_off', 'source', 'confirmed'],
  toRow: ({ validFrom, holidaysAreWorkingDays, movesDaysOff, source, confirmed }) => ({
    valid_from: validFrom,
    holidays_are_working_days: holidaysAreWorkingDays,
    moves_days_off: movesDaysOff,
    source,
    confirmed,
  }),
  toRule: ({ valid_from, holidays_are_working_days, moves_days_off, source, confirmed }) => ({
    validFrom: valid_from,
    holidaysAreWorkingDays: holidays_are_working_days,
    movesDaysOff: moves_days_off,
    source,
    confirmed,
  }),
});

interface HolidayRuleRow {
  readonly valid_from: string;
  readonly holidays_are_working_days: boolean;
  readonly moves_days_off: boolean;
  readonly source: string;
  readonly confirmed: boolean;
}

export const HOLIDAYS: RuleStore<SourcedHoliday> = ruleStore<SourcedHoliday, HolidayRow>({
  table: 'public_holiday',
  key: ['month_day', 'valid_from'],
  values: ['valid_to', 'source', 'confirmed'],
  toRow: ({ monthDay, validFrom, validTo, source, confirmed }) => ({
    month_day: monthDay,
    valid_from: validFrom,
    valid_to: validTo === '' ? null : validTo,
    source,
    confirmed,
  }),
  toRule: ({ month_day, valid_from, valid_to, source, confirmed }) => ({
    monthDay: month_day,
    validFrom: valid_from,
    validTo: valid_to ?? '',
    source,
    confirmed,
  }),
});

interface HolidayRow {
  readonly month_day: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly source: string;
  readonly confirmed: boolean;
}

/** The rules as they are now. */
export async function readDeadlines(em: EntityManager): Promise<Deadlines> {
  const [terms, rules, holidays] = [await TERMS.list(em), await HOLIDAY_RULES.list(em), await HOLIDAYS.list(em)];
  return deadlinesBy(terms, {
    rules,
    holidays: holidays.map(({ monthDay, validFrom, validTo }) =>
      validTo === '' ? { monthDay, validFrom } : { monthDay, validFrom, validTo },
    ),
  });
}
