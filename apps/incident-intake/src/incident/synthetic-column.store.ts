/** An incident of a load test stays one, whoever takes the next step: no such step may change a figure. */
export const SYNTHETIC_COLUMN: readonly string[] = [
  `alter table incident add column synthetic boolean not null default false`,
];
