/** What describes a series: in one row of the file, or in none if the series is known. */
export const SERIES_FIELDS = [
  'indicator',
  'name_uk',
  'name_en',
  'publisher_uk',
  'publisher_en',
  'definition_uk',
  'definition_en',
  'unit',
  'licence_uk',
  'licence_en',
  'differs_uk',
  'differs_en',
] as const;

/** The columns of a file of official figures, or the fields that a mapping of one may name. */
export const FIGURE_FIELDS = {
  required: ['series', 'period_start', 'period_end', 'value', 'qualifier', 'published', 'title'],
  optional: [...SERIES_FIELDS, 'kind', 'replaces', 'sentence', 'note_uk', 'note_en', 'link'],
} as const;

/** Further columns of `hromada official --csv`, which the service determines. */
export const STATED_COLUMNS = ['counts', 'imported', 'sum_of_parts', 'missing_parts'] as const;
