import type { Day } from '@safe-community/domain-kit';
import { DETAILS, type Dimension, type Figure, type FigureRequest } from './figure.ts';
import { SUPPRESSIONS, type Measure } from './measure.ts';

export const EXPORT_FORMATS = ['csv', 'json_lines'] as const;

export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What the header of a file says about it. */
export interface ExportHead {
  readonly request: FigureRequest;
  readonly measures: readonly Measure[];
  readonly exportedAt: Date;
}

const PUBLISHER =
  'Safe Community, statistics service: counted from the events of the registry, intake, and camera rollout';
const DEMONSTRATION =
  'demonstration is the part of value that is invented; what is not known is left out, and is not 0';
const COLUMNS = [
  'measure',
  'territory_code',
  'first_day',
  'last_day',
  'category',
  'channel',
  'responder',
  'value',
  'demonstration',
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

type ColumnName =
  | (typeof COLUMNS)[number]
  | (typeof SAMPLE_COLUMNS)[number]
  | (typeof DETAIL_COLUMNS)[keyof typeof DETAIL_COLUMNS][number];

/** The columns of a file: what the figures are grouped by, then their values. */
export function columnsOf(groupBy: readonly Dimension[], measures: readonly Measure[]): readonly ColumnName[] {
  const details = DETAILS.flatMap((detail) => (groupBy.includes(detail) ? DETAIL_COLUMNS[detail] : []));
  const sample = measures.some(({ source }) => source.kind === 'surveys') ? SAMPLE_COLUMNS : [];
  return [...COLUMNS.slice(0, -3), ...details, ...COLUMNS.slice(-3), ...sample];
}

/** The lines before the first figure: comments and the names of the columns, or an object. */
export function headOf(format: ExportFormat, head: ExportHead): string {
  const columns = columnsOf(head.request.groupBy, head.measures);
  if (format === 'json_lines') return `${JSON.stringify({ about: describe(head), columns })}\n`;
  const about = Object.entries(describe(head)).flatMap(([name, value]) =>
    Array.isArray(value)
      ? value.map((measure: ReturnType<typeof describeMeasure>) => `# measure ${Object.values(measure).join(' | ')}`)
      : [`# ${name} ${value}`],
  );
  return [...about, columns.join(',')].map((line) => `${line}\n`).join('');
}

function describe({ request, measures, exportedAt }: ExportHead) {
  const { from, to, knownOn = 'now', territoryAsOf, groupBy } = request;
  return {
    publisher: PUBLISHER,
    exported_time: exportedAt.toISOString(),
    period: `${from} to ${to}, days of Europe/Kyiv`,
    as_known_on: knownOn satisfies Day,
    territory_as_of: territoryAsOf === 'event' ? 'the day of the event' : 'today',
    group_by: groupBy.join(' '),
    note: DEMONSTRATION,
    measures: measures.map(describeMeasure),
  };
}

function describeMeasure({ name, nameEn, nameUk, unit, kind, definition, basis, suppression }: Measure) {
  return {
    name,
    name_en: nameEn,
    name_uk: nameUk,
    unit,
    kind,
    definition,
    basis,
    suppression: SUPPRESSIONS[suppression].en,
  };
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
  demonstration: ({ demonstration }) => demonstration,
  base: ({ base }) => base,
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
