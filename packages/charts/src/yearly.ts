import type { Language, TimePoint, TimeSeries, UnitForms } from './chart.ts';

/** A published number with the days that it covers, "YYYY-MM-DD". */
export interface PublishedNumber {
  readonly from: string;
  readonly to: string;
  readonly value: number;
  /** "over", "about", "preliminary": undefined if it is exact. */
  readonly qualifier?: string | undefined;
}

export interface PublishedSeries {
  readonly title: string;
  readonly publisher: string;
  /** As the contract has it: "people". */
  readonly unit: string;
  readonly notes?: readonly string[];
  /** Each period once. */
  readonly numbers: readonly PublishedNumber[];
}

/**
 * A published series by year: its whole years; or else the last state of each year; or else the same part of each year. A year
 * without a published figure is a gap. Undefined of what has none of these: parts of different length cannot be compared.
 */
export function yearlySeries(series: PublishedSeries, language: Language): TimeSeries | undefined {
  const numbers = comparableOf(series.numbers);
  const byYear = new Map(numbers.map((each) => [yearOf(each), each]));
  const years = [...byYear.keys()].toSorted((a, b) => a - b);
  const [first, last] = [years[0], years.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const points = Array.from({ length: last - first + 1 }, (_, index): TimePoint => {
    const year = first + index;
    const { value, qualifier } = byYear.get(year) ?? {};
    const name = String(year);
    return { name, label: name, value, qualifier, absence: ABSENCE[language] };
  });
  const { title, publisher, unit, notes = [] } = series;
  return { kind: 'time-series', title, subtitle: publisher, unit: unitForms(unit, language), points, notes };
}

const ABSENCE = { uk: 'числа не оприлюднено', en: 'no published figure' } as const;

function comparableOf(numbers: readonly PublishedNumber[]): readonly PublishedNumber[] {
  const whole = numbers.filter(({ from, to }) => dayOfYear(from) === '01-01' && to === `${from.slice(0, 4)}-12-31`);
  if (whole.length > 0) return whole;
  const states = numbers.filter(({ from, to }) => from === to);
  // The last one of a year replaces those before it.
  if (states.length > 0) return states.toSorted((a, b) => (a.to < b.to ? -1 : 1));
  const parts = new Set(numbers.map(({ from, to }) => `${dayOfYear(from)} ${dayOfYear(to)}`));
  return parts.size === 1 ? numbers.filter(({ from, to }) => from.slice(0, 4) === to.slice(0, 4)) : [];
}

function yearOf({ to }: PublishedNumber): number {
  return Number(to.slice(0, 4));
}

function dayOfYear(day: string): string {
  return day.slice(5);
}

const UNITS: Readonly<Record<string, Readonly<Record<Language, UnitForms>>>> = {
  people: {
    uk: { one: 'особа', few: 'особи', many: 'осіб', other: 'особи' },
    en: { one: 'person', other: 'people' },
  },
  officers: {
    uk: { one: 'офіцер', few: 'офіцери', many: 'офіцерів', other: 'офіцера' },
    en: { one: 'officer', other: 'officers' },
  },
  hromadas: {
    uk: { one: 'громада', few: 'громади', many: 'громад', other: 'громади' },
    en: { one: 'hromada', other: 'hromadas' },
  },
  cameras: {
    uk: { one: 'камера', few: 'камери', many: 'камер', other: 'камери' },
    en: { one: 'camera', other: 'cameras' },
  },
  fires: { uk: { one: 'пожежа', few: 'пожежі', many: 'пожеж', other: 'пожежі' }, en: { one: 'fire', other: 'fires' } },
  'per cent': { uk: { other: '%' }, en: { other: '%' } },
};

/** The forms of a unit; one that a later version has added is named as it is. */
export function unitForms(unit: string, language: Language): UnitForms {
  return UNITS[unit]?.[language] ?? { other: unit };
}
