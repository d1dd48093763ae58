import type { Language } from './language.ts';

const LOCALES = { uk: 'uk-UA', en: 'en-GB' } as const;

interface Format {
  readonly whole: (number: number | bigint) => string;
  /** One decimal at most. */
  readonly decimal: (number: number) => string;
  /** Two decimals at most. */
  readonly fine: (number: number) => string;
  /** Of `part` in `all`; undefined if there is nothing to divide by. */
  readonly percent: (part: number, all: number) => string | undefined;
  /** After a number that is written already. */
  readonly percentSign: string;
  /** Of a share that is per cent already, one decimal at most. */
  readonly share: (percent: number) => string;
  /** In the largest unit and the next one: "10 min 11 s", "1 day 2 h". */
  readonly duration: (seconds: number) => string;
  readonly day: (day: CalendarDay) => string;
  /** "1 January" */
  readonly dayOfYear: (day: CalendarDay) => string;
  /** "2025", "1 January – 30 June 2026" */
  readonly days: (from: CalendarDay, to: CalendarDay) => string;
  /** An instant, in the time of Kyiv. */
  readonly time: (instant: Date) => string;
  /** The word that fits the number: one, few, many, other. */
  readonly plural: (number: number, forms: PluralForms) => string;
}

/** A calendar date. */
export interface CalendarDay {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
}

/** Of "2022-01-31". */
export function dayOf(text: string): CalendarDay {
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number);
  return { year, month, day };
}

export interface PluralForms {
  readonly one: string;
  readonly few: string;
  readonly many: string;
}

function formatFor(language: Language): Format {
  const locale = LOCALES[language];
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const fine = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  // Ukrainian typography has a space before the sign, which Intl leaves out.
  const percentSign = language === 'uk' ? '\u00a0%' : '%';
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Kyiv' });
  const dayOfYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' });
  const rules = new Intl.PluralRules(locale);
  const units = UNITS[language];
  const plural = (number: number, { one, few, many }: PluralForms): string => {
    const rule = rules.select(number);
    return rule === 'one' ? one : rule === 'few' ? few : many;
  };
  const dated = ({ year, month, day }: CalendarDay) => new Date(Date.UTC(year, month - 1, day));
  return {
    whole: (number) => whole.format(number),
    decimal: (number) => decimal.format(number),
    fine: (number) => fine.format(number),
    percent: (part, all) => (all === 0 ? undefined : `${whole.format((part / all) * 100)}${percentSign}`),
    percentSign,
    share: (percent) => `${decimal.format(percent)}${percentSign}`,
    duration(length) {
      const parts = partsOf(length).filter(([count]) => count > 0);
      const shown = parts.length === 0 ? [[0, 'second'] as const] : parts;
      return shown.map(([count, unit]) => `${whole.format(count)}\u00a0${plural(count, units[unit])}`).join(' ');
    },
    day: (day) => date.format(dated(day)),
    dayOfYear: (day) => dayOfYear.format(dated(day)),
    days(from, to) {
      const [isFromFirst, isToLast] = [from.month === 1 && from.day === 1, to.month === 12 && to.day === 31];
      if (from.year === to.year && isFromFirst && isToLast) return language === 'uk' ? `${to.year} рік` : `${to.year}`;
      const first = from.year === to.year ? dayOfYear.format(dated(from)) : date.format(dated(from));
      return `${first} – ${date.format(dated(to))}`;
    },
    time: (instant) => time.format(instant),
    plural,
  };
}

type Unit = 'day' | 'hour' | 'minute' | 'second';

/** The two units in which a length is readable, rounded in the smaller one. */
function partsOf(seconds: number): (readonly [count: number, unit: Unit])[] {
  const split = (length: number, size: number, units: readonly [Unit, Unit]) =>
    [
      [Math.floor(length / size), units[0]],
      [length % size, units[1]],
    ] as const;
  if (Math.round(seconds) < 3_600) return [...split(Math.round(seconds), 60, ['minute', 'second'])];
  const minutes = Math.round(seconds / 60);
  if (minutes < 24 * 60) return [...split(minutes, 60, ['hour', 'minute'])];
  return [...split(Math.round(seconds / 3_600), 24, ['day', 'hour'])];
}

const same = (text: string): PluralForms => ({ one: text, few: text, many: text });
const UNITS: Readonly<Record<Language, Readonly<Record<Unit, PluralForms>>>> = {
  uk: {
    day: { one: 'доба', few: 'доби', many: 'діб' },
    hour: same('год'),
    minute: same('хв'),
    second: same('с'),
  },
  en: { day: { one: 'day', few: 'days', many: 'days' }, hour: same('h'), minute: same('min'), second: same('s') },
};

const FORMATS: Readonly<Record<Language, Format>> = { uk: formatFor('uk'), en: formatFor('en') };

export function formatOf(language: Language): Format {
  return FORMATS[language];
}
