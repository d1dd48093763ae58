/** Whether the hromada of an incident is only the one nearest to its point. */
export const REPORTING_COLUMNS: readonly string[] = [
  `alter table incident add column hromada_derived boolean not null default false`,
];
