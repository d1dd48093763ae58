import { instantsIn, localTimes, OFFSET, offsetMilliseconds } from '@safe-community/domain-kit';

/** The instant of a text, or the broken rule. */
export type ReadTime = (text: string, context?: TimeContext) => Date | { readonly rule: string };

/** What is known about a time that has no offset. */
interface TimeContext {
  /** Of two instants with the same local time, one that is not before this is meant. */
  readonly notBefore?: Date | undefined;
  /** Days to add by the calendar. */
  readonly daysLater?: number;
}

const DAY_MS = 24 * 3_600_000;

type Ambiguous = 'earlier' | 'later' | 'reject';

interface Zone {
  readonly zone: string;
  readonly ambiguous: Ambiguous;
}

const MONTHS = [
  'january february march april may june july august september october november december',
  'січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня',
].map((names) => names.split(' '));
const LETTER = '[A-Za-zА-Яа-яҐґЄєІіЇї]';

/** The parts of a form. A single letter allows one digit or two. */
const TOKENS: Readonly<Record<string, string>> = {
  yyyy: '(?<year>\\d{4})',
  yy: '(?<shortYear>\\d{2})',
  MMMM: `(?<monthName>${LETTER}{3,})`,
  MMM: `(?<monthName>${LETTER}{3})`,
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  dd: '(?<day>\\d{2})',
  d: '(?<day>\\d{1,2})',
  EEE: `(?<weekday>${LETTER}{2,9})\\.?`,
  HH: '(?<hour>\\d{2})',
  H: '(?<hour>\\d{1,2})',
  hh: '(?<halfHour>\\d{2})',
  h: '(?<halfHour>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  m: '(?<minute>\\d{1,2})',
  ss: '(?<second>\\d{2})',
  s: '(?<second>\\d{1,2})',
  SSS: '(?<fraction>\\d{1,9})',
  a: '(?<half>[AaPp])\\.?(?:[Mm]\\.?)?',
  XXX: `(?<offset>${OFFSET})`,
};
/** Quoted texts, runs of the same letter, and any other character. */
const PARTS = /'(?<quoted>[^']*)'|(?<letters>([A-Za-z])\3*)|(?<space>\s+)|(?<other>.)/g;

/** Compiles the forms of a time; the first one that fits counts. Returns the broken rule of the first invalid form. */
export function compileTimes(forms: readonly string[], zone: Zone): ReadTime | { readonly rule: string } {
  const readers = forms.map((form) => compileForm(form, zone));
  const sound = readers.filter((reader) => typeof reader === 'function');
  const broken = readers.find((reader) => typeof reader !== 'function');
  if (broken !== undefined) return broken;
  return (text, context) => {
    let rule = `must be ${forms.map(described).join(' or ')}`;
    for (const read of sound) {
      const found = read(text, context);
      if (found instanceof Date) return found;
      if (found.rule !== '') ({ rule } = found);
    }
    return { rule };
  };
}

function described(form: string): string {
  if (form === 'iso') return 'a date and time such as 2026-01-31 18:05:00';
  if (form === EXCEL) return 'a number of days since 30 December 1899, as spreadsheets write dates';
  if (isRelative(form)) return `a number of ${form.replace('-after', '')} after the receipt`;
  return form.startsWith('epoch-') ? `a number of ${form.slice(6)} since 1970` : `a time like ${form}`;
}

/** A form of its own that does not fit says nothing; a time that does not exist says so. */
const UNLIKE = { rule: '' };

function compileForm(form: string, zone: Zone): ReadTime | { readonly rule: string } {
  if (form === 'iso') return iso(zone);
  if (form === 'epoch-seconds') return epoch(1_000);
  if (form === 'epoch-milliseconds') return epoch(1);
  if (form === EXCEL) return excel(zone);
  const unit = AFTER[form];
  if (unit !== undefined) return after(unit);
  const names = new Set<string>();
  let source = '';
  for (const { 0: part, groups } of form.matchAll(PARTS)) {
    const { quoted, letters, space } = groups ?? {};
    if (letters === undefined) {
      source += space === undefined ? escaped(quoted ?? part) : '\\s+';
      continue;
    }
    const token = TOKENS[letters];
    if (token === undefined) return { rule: `has the unknown part “${letters}”; put other letters between ' and '` };
    const name = /<(\w+)>/.exec(token)?.[1] ?? '';
    if (names.has(name)) return { rule: `“${form}” has the same part twice` };
    names.add(name);
    source += token;
  }
  const hasDay = ['year', 'shortYear'].some((name) => names.has(name)) && names.has('day');
  if (!hasDay || !(names.has('month') || names.has('monthName'))) {
    return { rule: `“${form}” must have year, month and day` };
  }
  if (names.has('halfHour') !== names.has('half')) return { rule: `“${form}” must have h together with a (AM or PM)` };
  const pattern = new RegExp(`^${source}$`);
  const resolve = resolver(zone);
  return (text, context) => {
    const parts = pattern.exec(text)?.groups;
    if (parts === undefined) return UNLIKE;
    const shown = shownTime(parts);
    if (shown === undefined) return { rule: 'must be a time of the calendar' };
    return parts['offset'] === undefined
      ? resolve(shown, context)
      : new Date(shown - offsetMilliseconds(parts['offset']));
  };
}

/** ISO 8601 as localTimes reads it, with a time of day: a day alone may be a truncated cell. */
function iso(zone: Zone): ReadTime {
  const inZone = localTimes(zone.zone);
  const resolve = resolver(zone);
  return (text, context) => {
    const local = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?$/.exec(text);
    if (local === null) return inZone(text.replace(/(\.\d{3})\d+/, '$1')) ?? UNLIKE;
    const [, year, month, day, hour, minute, second, fraction] = local;
    const shown = shownTime({ year, month, day, hour, minute, second, fraction });
    return shown === undefined ? { rule: 'must be a time of the calendar' } : resolve(shown, context);
  };
}

function epoch(unit: number): ReadTime {
  return (text) => {
    if (!/^\d{1,14}(\.\d{1,6})?$/.test(text)) return UNLIKE;
    const time = new Date(Math.round(Number(text) * unit));
    return Number.isNaN(time.getTime()) ? { rule: 'must be a time of the calendar' } : time;
  };
}

const EXCEL = 'excel-days';
const EXCEL_START = Date.UTC(1899, 11, 30);

/** Days and their fractions as spreadsheets store them; a day and a time of day may lie in two columns. */
function excel(zone: Zone): ReadTime {
  const resolve = resolver(zone);
  return (text, context) => {
    const [, day, time] = /^(\d{1,6}(?:[.,]\d+)?)(?:\s+(0?[.,]\d+|0))?$/.exec(text) ?? [];
    if (day === undefined) return UNLIKE;
    const days = numberOf(day) + numberOf(time ?? '0');
    return resolve(EXCEL_START + Math.round(days * 86_400) * 1_000, context);
  };
}

const AFTER: Readonly<Record<string, number>> = { 'seconds-after': 1_000, 'minutes-after': 60_000 };

/** Whether the form says how long after the receipt a time is. */
export function isRelative(form: string): boolean {
  return Object.hasOwn(AFTER, form);
}

function after(unit: number): ReadTime {
  return (text, { notBefore: received } = {}) =>
    received === undefined || !/^\d{1,9}([.,]\d{1,6})?$/.test(text)
      ? UNLIKE
      : new Date(received.getTime() + Math.round(numberOf(text) * unit));
}

function numberOf(text: string): number {
  return Number(text.replace(',', '.'));
}

type Parts = Readonly<Record<string, string | undefined>>;

/** What the clocks show, as if they were those of UTC; undefined for 30 February, 24:01 or 13 PM. 24:00 ends its day. */
function shownTime(parts: Parts): number | undefined {
  const year = parts['year'] === undefined ? fullYear(Number(parts['shortYear'])) : Number(parts['year']);
  const month = parts['month'] === undefined ? monthOf(parts['monthName'] ?? '') : Number(parts['month']);
  const day = Number(parts['day']);
  const hour = parts['halfHour'] === undefined ? Number(parts['hour'] ?? 0) : hourOf(parts);
  const minute = Number(parts['minute'] ?? 0);
  const second = Number(parts['second'] ?? 0);
  const millisecond = Number((parts['fraction'] ?? '0').padEnd(3, '0').slice(0, 3));
  if (month < 1 || month > 12 || hour < 0 || minute > 59 || second > 59) return undefined;
  const clock = ((hour * 60 + minute) * 60 + second) * 1_000 + millisecond;
  const date = new Date(Date.UTC(year, month - 1, day));
  const isDay = date.getUTCDate() === day && date.getUTCMonth() === month - 1;
  return isDay && clock <= DAY_MS ? date.getTime() + clock : undefined;
}

function fullYear(short: number): number {
  return short < 70 ? 2_000 + short : 1_900 + short;
}

/** By its name or the beginning of it; 0 if there is no such month. */
function monthOf(name: string): number {
  const folded = name.toLowerCase();
  const found = MONTHS.map((names) => names.findIndex((each) => each.startsWith(folded)) + 1);
  return found.find((month) => month > 0) ?? 0;
}

/** 12 AM is midnight, 12 PM is noon. */
function hourOf({ halfHour, half }: Parts): number {
  const hour = Number(halfHour);
  if (hour < 1 || hour > 12) return -1;
  return (hour % 12) + (half?.toLowerCase() === 'p' ? 12 : 0);
}

function resolver({ zone, ambiguous }: Zone) {
  const instantsOf = instantsIn(zone);
  return (shown: number, { notBefore, daysLater = 0 }: TimeContext = {}): Date | { readonly rule: string } => {
    const instants = instantsOf(shown + daysLater * DAY_MS);
    const [first] = instants;
    const last = instants.at(-1);
    if (first === undefined || last === undefined) return { rule: `is skipped by a clock change in ${zone}` };
    if (first === last) return new Date(first);
    if (ambiguous === 'reject') return { rule: `exists twice, because clocks are set back in ${zone}` };
    const isTooEarly = notBefore !== undefined && first < notBefore.getTime();
    return new Date(ambiguous === 'later' || isTooEarly ? last : first);
  };
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
