import type { Language } from './language.ts';

const LOCALES = { uk: 'uk-UA', en: 'en-GB' } as const;

interface Format {
  readonly whole: (number: number | bigint) => string;
  /** One decimal at most. */
  readonly decimal: (number: number) => string;
  /** Of `part` in `all`; undefined if there is nothing to divide by. */
  readonly percent: (part: number, all: number) => string | undefined;
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

export interface PluralForms {
  readonly one: string;
  readonly few: string;
  readonly many: string;
}

function formatFor(language: Language): Format {
  const locale = LOCALES[language];
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Kyiv' });
  const rules = new Intl.PluralRules(locale);
  return {
    whole: (number) => whole.format(number),
    decimal: (number) => decimal.format(number),
    percent: (part, all) => (all === 0 ? undefined : percent.format(part / all)),
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
