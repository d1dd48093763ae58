import { InvalidArgumentError, Option } from 'commander';
import type { Day } from '@safe-community/contracts/statistics/v1/figure.ts';
import { say, type Text } from '../terminal/language.ts';

/** Parsers of option values for commander: each returns the value or throws an InvalidArgumentError. */

export function countOption(text: string): number {
  return known(/^\d{1,9}$/.test(text) ? Number(text) : undefined, {
    uk: 'ціле число від 0',
    en: 'a whole number, 0 or more',
  });
}

/** A whole number of this range. */
export function wholeOption(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    const isInRange = number >= least && number <= most;
    return known(isInRange ? number : undefined, {
      uk: `ціле число від ${least} до ${most}`,
      en: `a whole number, ${least} to ${most}`,
    });
  };
}

export function degreesOption(text: string): number {
  return known(/^-?\d{1,3}(\.\d+)?$/.test(text) ? Number(text) : undefined, {
    uk: 'число градусів: 49.2331',
    en: 'decimal degrees: 49.2331',
  });
}

export function pointOption(text: string): { readonly latitude: number; readonly longitude: number } {
  const [latitude = '', longitude = '', ...more] = text.split(',');
  known(more.length === 0 ? true : undefined, {
    uk: 'широта,довгота: 49.2331,28.4682',
    en: 'latitude,longitude: 49.2331,28.4682',
  });
  return { latitude: degreesOption(latitude), longitude: degreesOption(longitude) };
}

/** Requires an offset: a local time would be ambiguous. */
export function instantOption(text: string): Date {
  const isInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  const time = new Date(isInstant ? text : Number.NaN);
  return known(Number.isNaN(time.getTime()) ? undefined : time, {
    uk: 'час зі зміщенням: 2026-01-31T18:05:00+02:00',
    en: 'a time with its offset: 2026-01-31T18:05:00+02:00',
  });
}

export function dayOption(text: string): Day {
  const [, year, month, dayOfMonth] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  const day = { year: Number(year), month: Number(month), day: Number(dayOfMonth) };
  return known(year === undefined ? undefined : day, A_DAY);
}

export function uuidOption(text: string): string {
  const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
  return known(isUuid ? text : undefined, { uk: 'UUID', en: 'a UUID' });
}

/** For a repeatable option. */
export function textsOption(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}

export function known<T>(value: T | undefined, rule: Text): T {
  if (value === undefined) throw mustBe(rule);
  return value;
}

/** For a value that is known to be none: the rule completes "It must be …". */
export function mustBe(rule: Text): InvalidArgumentError {
  return new InvalidArgumentError(say({ uk: `Має бути ${rule.uk}.`, en: `It must be ${rule.en}.` }));
}

/** One of these words. */
export function oneOfThese(words: readonly string[]): Text {
  const all = words.join(', ');
  return { uk: `одне з: ${all}`, en: `one of ${all}` };
}

export const AN_ID: Text = { uk: 'ідентифікатор (UUID)', en: 'id (UUID)' };

export const A_DAY: Text = { uk: 'день: 2021-02-01', en: 'a day: 2021-02-01' };

export function jsonOption(message: string): Option {
  const about = { uk: `друкувати повідомлення ${message} як JSON`, en: `print the message ${message} as JSON` };
  return new Option('--json', say(about)).default(false);
}

/** Why an operator does something that is recorded. */
export function reasonOption(): Option {
  const about = {
    uk: 'підстава, до 500 знаків, без персональних даних: її зберігають',
    en: 'the reason, up to 500 characters, no personal data: it is stored',
  };
  return new Option('--reason <text>', say(about)).makeOptionMandatory();
}
