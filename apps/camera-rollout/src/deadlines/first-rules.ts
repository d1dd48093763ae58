import type { Calendar, Holiday } from '@safe-community/domain-kit';
import type { SourcedHolidayRule } from './calendar.ts';
import type { DeadlineTerm } from './deadline.ts';

// The rules that the migration writes. From then on the tables hold the law, and DeadlineService changes them. A rule
// that nobody has compared with the text of its act is unconfirmed.

const INFORMATION = 'Закон України № 2939-VI від 13.01.2011, стаття 20';
const APPEALS = 'Закон України № 393/96-ВР від 02.10.1996, стаття 20';
const ATTORNEYS = 'Закон України № 5076-VI від 05.07.2012, стаття 24';
const DATA = 'Закон України № 2297-VI від 01.06.2010, стаття 17';
const OWN_DATA =
  'Закон України № 2297-VI від 01.06.2010: 30 днів — стаття 8, пункт 4 частини другої (не звірено); без відстрочення — стаття 17';

// An appeal to the head is a complaint, with the terms of a complaint.
const APPEAL = { amount: 1, unit: 'months' } as const;

export const FIRST_TERMS: readonly DeadlineTerm[] = [
  {
    kind: 'information',
    track: 'usual',
    validFrom: '2011-05-09',
    term: { amount: 5, unit: 'working_days' },
    longest: { amount: 20, unit: 'working_days' },
    appeal: APPEAL,
    source: INFORMATION,
    confirmed: true,
  },
  {
    kind: 'information',
    track: 'urgent',
    validFrom: '2011-05-09',
    term: { amount: 48, unit: 'hours' },
    appeal: APPEAL,
    source: INFORMATION,
    confirmed: true,
  },
  {
    kind: 'complaint',
    track: 'usual',
    validFrom: '2000-01-01',
    term: { amount: 1, unit: 'months' },
    longest: { amount: 45, unit: 'days' },
    appeal: APPEAL,
    source: APPEALS,
    confirmed: true,
  },
  {
    kind: 'complaint',
    track: 'simple',
    validFrom: '2000-01-01',
    term: { amount: 15, unit: 'days' },
    longest: { amount: 45, unit: 'days' },
    appeal: APPEAL,
    source: APPEALS,
    confirmed: true,
  },
  {
    kind: 'attorney',
    track: 'usual',
    validFrom: '2012-08-15',
    term: { amount: 5, unit: 'working_days' },
    longest: { amount: 20, unit: 'working_days' },
    appeal: APPEAL,
    source: ATTORNEYS,
    confirmed: false,
  },
  {
    // Article 17 forbids only to postpone access; the term is that of the answer to a person, from memory of article 8.
    kind: 'own_data',
    track: 'usual',
    validFrom: '2011-01-01',
    term: { amount: 30, unit: 'days' },
    appeal: APPEAL,
    source: OWN_DATA,
    confirmed: false,
  },
  {
    kind: 'third_party_data',
    track: 'usual',
    validFrom: '2011-01-01',
    term: { amount: 30, unit: 'days' },
    longest: { amount: 45, unit: 'days' },
    appeal: APPEAL,
    source: DATA,
    confirmed: true,
  },
  {
    kind: 'data_change',
    track: 'usual',
    validFrom: '2011-01-01',
    term: { amount: 10, unit: 'days' },
    appeal: APPEAL,
    source: 'Закон України № 2297-VI від 01.06.2010',
    confirmed: false,
  },
];

/** Fixed public holidays of article 73 of the Labour Code. */
export const FIRST_HOLIDAYS: readonly Holiday[] = [
  { monthDay: '01-01', validFrom: '2000-01-01' },
  { monthDay: '01-07', validFrom: '2000-01-01', validTo: '2023-08-31' },
  { monthDay: '03-08', validFrom: '2000-01-01' },
  { monthDay: '05-01', validFrom: '2000-01-01' },
  { monthDay: '05-08', validFrom: '2024-01-01' },
  { monthDay: '05-09', validFrom: '2000-01-01', validTo: '2023-12-31' },
  { monthDay: '06-28', validFrom: '2000-01-01' },
  { monthDay: '07-15', validFrom: '2024-01-01' },
  { monthDay: '08-24', validFrom: '2000-01-01' },
  { monthDay: '10-01', validFrom: '2023-09-01' },
  { monthDay: '10-14', validFrom: '2015-01-01', validTo: '2023-08-31' },
  { monthDay: '12-25', validFrom: '2017-11-01' },
];

/** The Sundays of article 73: by themselves they change nothing, but their day off moves to the Monday. */
const MOVABLE_HOLIDAYS: readonly Holiday[] = [
  { monthDay: 'easter', validFrom: '2000-01-01' },
  { monthDay: 'trinity', validFrom: '2000-01-01' },
];
export const HOLIDAY_SOURCE = 'КЗпП України, стаття 73';

export const FIRST_HOLIDAY_RULES: readonly SourcedHolidayRule[] = [
  {
    // When article 67 is to hold again after martial law, a person sets a rule like this one.
    validFrom: '2000-01-01',
    holidaysAreWorkingDays: false,
    movesDaysOff: true,
    source: 'КЗпП України, стаття 67',
    confirmed: false,
  },
  {
    // Article 73 is suspended while martial law lasts, so there are no days off that move.
    validFrom: '2022-03-24',
    holidaysAreWorkingDays: true,
    movesDaysOff: false,
    source: 'Закон України № 2136-IX від 15.03.2022',
    confirmed: true,
  },
];

export const FIRST_CALENDAR: Calendar = {
  holidays: [...FIRST_HOLIDAYS, ...MOVABLE_HOLIDAYS],
  rules: FIRST_HOLIDAY_RULES,
};
