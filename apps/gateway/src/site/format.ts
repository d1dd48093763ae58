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
  /** In minutes, hours or days, whichever is readable. */
  readonly duration: (minutes: number) => string;
  readonly day: (day: CalendarDay) => string;
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
  const inUnit = (unit: string) => new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 });
  const [minutes, hours, days] = [inUnit('minute'), inUnit('hour'), inUnit('day')] as const;
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Kyiv' });
  const rules = new Intl.PluralRules(locale);
  return {
    whole: (number) => whole.format(number),
    decimal: (number) => decimal.format(number),
    fine: (number) => fine.format(number),
    percent: (part, all) => (all === 0 ? undefined : `${whole.format((part / all) * 100)}${percentSign}`),
    duration(length) {
      if (length < 120) return minutes.format(length);
      return length < 48 * 60 ? hours.format(length / 60) : days.format(length / (24 * 60));
    },
    day: ({ year, month, day }) => date.format(new Date(Date.UTC(year, month - 1, day))),
    time: (instant) => time.format(instant),
    plural(number, { one, few, many }) {
      const rule = rules.select(number);
      return rule === 'one' ? one : rule === 'few' ? few : many;
    },
  };
}

const FORMATS: Readonly<Record<Language, Format>> = { uk: formatFor('uk'), en: formatFor('en') };

export function formatOf(language: Language): Format {
  return FORMATS[language];
}
