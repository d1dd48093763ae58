import { aboutOf, commentsOf, type ExportHead } from './export-head.ts';
import { DETAILS, type Dimension, type Figure } from './figure.ts';
import type { Measure } from './measure.ts';

export const EXPORT_FORMATS = ['csv', 'json_lines'] as const;

export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const COLUMNS = [
  'measure',
  'territory_code',
  'first_day',
  'last_day',
  'category',
  'channel',
  'responder',
  'value',
  'base',
] as const;
/** Columns that a file has only if the request groups by them. */
const DETAIL_COLUMNS = {
  settlement: ['settlement_code'],
  starosta_district: ['starosta_district_code'],
  beat: ['beat_id'],
  attribute: ['attribute', 'attribute_value'],
} as const;

/** Columns that a file has only if a measure is from surveys. */
const SAMPLE_COLUMNS = ['sample_size', 'effective_sample_size', 'low', 'high'] as const;

/** Columns that a file has only if a measure is of incidents: complete, or incomplete, which is at least the value. */
const COVERAGE_COLUMNS = ['completeness', 'covered_percent'] as const;

type ColumnName =
  | (typeof COLUMNS)[number]
  | (typeof SAMPLE_COLUMNS)[number]
  | (typeof COVERAGE_COLUMNS)[number]
  | (typeof DETAIL_COLUMNS)[keyof typeof DETAIL_COLUMNS][number];

/** The columns of a file: what the figures are grouped by, then their values. */
export function columnsOf(groupBy: readonly Dimension[], measures: readonly Measure[]): readonly ColumnName[] {
  const details = DETAILS.flatMap((detail) => (groupBy.includes(detail) ? DETAIL_COLUMNS[detail] : []));
  const sample = measures.some(({ source }) => source.kind === 'surveys') ? SAMPLE_COLUMNS : [];
  const coverage = measures.some(({ matter }) => matter !== undefined) ? COVERAGE_COLUMNS : [];
  return [...COLUMNS.slice(0, -2), ...details, ...COLUMNS.slice(-2), ...coverage, ...sample];
}

/** The lines before the first figure: comments and the names of the columns, or an object. */
export function headOf(format: ExportFormat, head: ExportHead): string {
  const columns = columnsOf(head.request.groupBy, head.measures);
  if (format === 'json_lines') return `${JSON.stringify({ about: aboutOf(head), columns })}\n`;
  return [...commentsOf(head), columns.join(',')].map((line) => `${line}\n`).join('');
}

type Cell = string | number | undefined;

const CELL_OF: Readonly<Record<ColumnName, (figure: Figure) => Cell>> = {
  measure: ({ measure }) => measure,
  territory_code: ({ territoryCode }) => territoryCode,
  first_day: ({ from }) => from,
  last_day: ({ to }) => to,
  category: ({ category }) => category,
  channel: ({ channel }) => channel,
  responder: ({ responder }) => responder,
  settlement_code: ({ settlementCode }) => settlementCode,
  starosta_district_code: ({ starostaDistrictCode }) => starostaDistrictCode,
  beat_id: ({ beatId }) => beatId,
  attribute: ({ attribute }) => attribute?.name,
  attribute_value: ({ attribute }) => attribute?.value,
  value: ({ value }) => value,
  base: ({ base }) => base,
  completeness: ({ coverage }) => coverage?.completeness,
  covered_percent: ({ coverage }) => coverage?.coveredPercent,
  sample_size: ({ sample }) => sample?.size,
  effective_sample_size: ({ sample }) => sample?.effectiveSize,
  low: ({ sample }) => sample?.low,
  high: ({ sample }) => sample?.high,
};

/** How a line is written, with its end. */
export function lineWriter(format: ExportFormat, columns: readonly ColumnName[]): (figure: Figure) => string {
  const cells = columns.map((name) => [name, CELL_OF[name]] as const);
  if (format === 'json_lines') {
    return (figure) => `${JSON.stringify(Object.fromEntries(cells.map(([name, of]) => [name, of(figure)])))}\n`;
  }
  // No cell holds a comma, a quote, or the end of a line: they are codes, days, and numbers.
  return (figure) => `${cells.map(([, of]) => of(figure) ?? '').join(',')}\n`;
}
