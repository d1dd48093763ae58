/** The columns of a file of official figures, or the fields that a mapping of one may name. */
export const FIGURE_FIELDS = {
  required: [
    'indicator',
    'period_start',
    'period_end',
    'value',
    'qualifier',
    'published',
    'publisher_uk',
    'publisher_en',
    'title',
  ],
  optional: ['kind', 'sentence', 'link'],
} as const;

/** Further columns of `hromada official --csv`, which the service determines. */
export const STATED_COLUMNS = ['counts', 'imported', 'sum_of_parts', 'missing_parts'] as const;
