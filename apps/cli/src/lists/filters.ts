import { isDay } from '@safe-community/domain-kit/plain';
import type { Connection } from '../connection/connect-services.ts';
import type { Text } from '../terminal/language.ts';
import type { Words } from '../wording/words.ts';
import { A_DAY as DAY_RULE, instantOption, known, uuidOption, wholeOption } from '../commands/option-values.ts';

/** An option that narrows a list, and sets one field of its request. */
export interface Filter<Value> {
  /** "police-unit-code" */
  readonly name: string;
  readonly about: Text;
  /** Absent of a flag: what stands behind the option, and an example of it. */
  readonly takes?: { readonly what: string; readonly example: string };
  /** The accepted words, if there are only these. */
  readonly words?: readonly string[];
  readonly isRepeatable?: boolean;
  readonly isRequired?: boolean;
  /** It stands behind the command without an option. */
  readonly isArgument?: boolean;
  /** Throws an InvalidArgumentError. */
  readonly parse: (text: string) => unknown;
  /** From what was parsed to the field of the request. Throws a Problem. */
  readonly find?: (text: string, connection: Connection) => Promise<string>;
  /** Only for the types: the field. */
  readonly value?: Value;
}

export function flag(name: string, about: Text): Filter<boolean> {
  return { name, about, parse: () => true };
}

/** Any text: only the service knows what is valid. */
export function text(name: string, what: string, example: string, about: Text): Filter<string> {
  return { name, about, takes: { what: `<${what}>`, example }, parse: filledOption };
}

function filledOption(given: string): string {
  return known(given.trim() === '' ? undefined : given, { uk: 'непорожній текст', en: 'a text that is not empty' });
}

export function uuid(name: string, about: Text): Filter<string> {
  return { name, about, takes: { what: '<uuid>', example: '01a20e69-c127-71a7-801b-25d42575900e' }, parse: uuidOption };
}

/** A code of KATOTTG: of the country (UA), an oblast, raion, hromada, settlement, or, in ten digits, a starosta district. */
export function code(name: string, example: string, about: Text): Filter<string> {
  return { name, about, takes: { what: '<code>', example }, parse: codeOption };
}

function codeOption(given: string): string {
  const isCode = /^(UA|UA\d{17}|\d{10})$/.test(given);
  return known(isCode ? given : undefined, {
    uk: 'UA або код КАТОТТГ: UA05020030000031457',
    en: 'UA, or a KATOTTG code: UA05020030000031457',
  });
}

export function oneOf<Value extends number>(name: string, words: Words<Value>, about: Text): Filter<Value> {
  return {
    name,
    about,
    takes: { what: '<word>', example: words.all[0] ?? '' },
    words: words.all,
    parse: (given) => words.parse(given),
  };
}

export function repeated<Value>(filter: Filter<Value>): Filter<Value[]> {
  const { value: _, ...rest } = filter;
  return { ...rest, isRepeatable: true };
}

export function required<Value>(filter: Filter<Value>): Filter<Value> {
  return { ...filter, isRequired: true };
}

export function argument<Value>(filter: Filter<Value>): Filter<Value> {
  return { ...filter, isArgument: true };
}

export function count(name: string, [least, most]: readonly [number, number], about: Text): Filter<number> {
  return { name, about, takes: { what: '<n>', example: `${most}` }, parse: wholeOption(least, most) };
}

const A_DAY = { what: '<day>', example: '2026-01-31' };

export function day(name: string, about: Text): Filter<string> {
  return { name, about, takes: A_DAY, parse: (given) => known(isDay(given) ? given : undefined, DAY_RULE) };
}

/** For a method that takes the last days: so many if no option says otherwise. */
export function lastDaysOf(days: number) {
  return {
    firstDay: day('from', {
      uk: `перший день (типово: за ${days} днів до останнього)`,
      en: `first day (default: ${days} days before the last)`,
    }),
    lastDay: day('to', { uk: 'останній день (типово: сьогодні)', en: 'last day (default: today)' }),
  };
}

export function instant(name: string, about: Text): Filter<Date> {
  return { name, about, takes: { what: '<time>', example: '2026-01-31T18:05:00+02:00' }, parse: instantOption };
}

const A_PLACE = '<code or name>';

export const OBLAST: Filter<string> = {
  name: 'oblast',
  about: { uk: 'лише цієї області', en: 'only of this oblast' },
  takes: { what: A_PLACE, example: 'Вінницька' },
  parse: filledOption,
  // The directory of territories is large, and few calls need it.
  find: oblastCodeOf,
};

/** For a command that is no list: the oblast that its option names; "" is the country. */
export async function oblastCodeOf(given: string | undefined): Promise<string> {
  return given === undefined ? '' : (await import('../places/find-place.ts')).findOblastByText(given).code;
}

export const HROMADA: Filter<string> = {
  name: 'hromada',
  about: { uk: 'лише цієї громади', en: 'only of this hromada' },
  takes: { what: A_PLACE, example: 'UA05020030000031457' },
  parse: filledOption,
  // The service says whether it knows a code; a name may be one that the registry alone knows.
  find: async (given, connection) => {
    const code = given.trim().toUpperCase();
    if (/^UA\d{17}$/.test(code)) return code;
    return (await (await import('../places/registry-places.ts')).registryPlaces(connection).find(given)).code;
  },
};

export const UNIT = text('unit', 'code', 'patrol-05', {
  uk: 'лише цього патрульного підрозділу',
  en: 'only of this patrol unit',
});
