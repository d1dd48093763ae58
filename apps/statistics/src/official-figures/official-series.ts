import { checkName, checkText, unless, within, type Violation } from '@safe-community/domain-kit';

/** What a figure measures. */
export const INDICATORS = [
  'deaths_total',
  'deaths_road',
  'deaths_fire',
  'deaths_water',
  'deaths_not_itemised',
  'defenders_killed',
  'community_officers',
  'hromadas_covered',
  'hromadas',
  'trust_percent',
  'camera_coverage_percent',
  'fires',
  'people_rescued',
  'trust_police_percent',
  'trust_patrol_percent',
  'rescue_officers',
  'hromadas_with_rescuer',
  'body_cameras',
] as const;

export type Indicator = (typeof INDICATORS)[number];

const UNITS = ['people', 'officers', 'hromadas', 'cameras', 'fires', 'per cent'];

/** What one publisher publishes by one definition. It is declared once and never changes. */
export interface OfficialSeries {
  /** Part of public addresses. */
  readonly id: string;
  readonly indicator: Indicator;
  readonly nameUk: string;
  readonly nameEn: string;
  readonly publisherUk: string;
  readonly publisherEn: string;
  readonly definitionUk: string;
  readonly definitionEn: string;
  readonly unit: string;
  readonly licenceUk: string;
  readonly licenceEn: string;
  /** Why it differs from others of its indicator; empty if nobody says why. */
  readonly differsUk: string;
  readonly differsEn: string;
}

/** As it was sent: an indicator that could not be read is absent. */
export type DraftSeries = Omit<OfficialSeries, 'indicator'> & { readonly indicator: Indicator | undefined };

/** The fields that describe a series, with their names in the contract and in the table. */
export const SERIES_FIELDS = {
  indicator: 'indicator',
  nameUk: 'name_uk',
  nameEn: 'name_en',
  publisherUk: 'publisher_uk',
  publisherEn: 'publisher_en',
  definitionUk: 'definition_uk',
  definitionEn: 'definition_en',
  unit: 'unit',
  licenceUk: 'licence_uk',
  licenceEn: 'licence_en',
  differsUk: 'differs_uk',
  differsEn: 'differs_en',
} as const satisfies Partial<Record<keyof OfficialSeries, string>>;

const DESCRIBED = Object.keys(SERIES_FIELDS) as (keyof typeof SERIES_FIELDS)[];

const MAX_TEXT = 200;
const MAX_DEFINITION = 500;

/** A reference has nothing but the id of a series that is declared elsewhere. */
export function isReference(series: DraftSeries): boolean {
  return DESCRIBED.every((field) => (series[field] ?? '') === '');
}

export function isSeriesId(text: string): boolean {
  return text.length >= 3 && text.length <= 60 && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(text);
}

/** All rules that a series breaks; undefined if none was named. */
export function checkSeries(series: DraftSeries | undefined): Violation[] {
  if (series === undefined) return [{ field: 'series', rule: 'must be given' }];
  const { id, indicator, unit, differsUk, differsEn } = series;
  const ofId = unless(isSeriesId(id), 'id', 'must be 3 to 60 lower-case letters, digits, and "-"');
  if (isReference(series)) return within('series', ofId);
  const text = (field: keyof typeof SERIES_FIELDS, most = MAX_TEXT) =>
    checkName(series[field] ?? '', SERIES_FIELDS[field], { least: 2, most });
  return within('series', [
    ...ofId,
    ...unless(indicator !== undefined, 'indicator', 'must be one of the known indicators'),
    ...(['nameUk', 'nameEn', 'publisherUk', 'publisherEn', 'licenceUk', 'licenceEn'] as const).flatMap((field) =>
      text(field),
    ),
    ...text('definitionUk', MAX_DEFINITION),
    ...text('definitionEn', MAX_DEFINITION),
    ...unless(UNITS.includes(unit), 'unit', `must be one of ${UNITS.join(', ')}`),
    ...checkText(differsUk, 'differs_uk', { most: MAX_DEFINITION }),
    ...checkText(differsEn, 'differs_en', { most: MAX_DEFINITION }),
    ...unless((differsUk === '') === (differsEn === ''), 'differs_en', 'must be given with differs_uk, or not at all'),
  ]);
}

/** Where a series is described otherwise than it was declared. */
export function differencesFrom(declared: OfficialSeries, series: DraftSeries): Violation[] {
  return DESCRIBED.filter((field) => series[field] !== declared[field]).map((field) => ({
    field: SERIES_FIELDS[field],
    rule: `must be as series ${declared.id} was declared: ${declared[field] || 'empty'}`,
  }));
}
