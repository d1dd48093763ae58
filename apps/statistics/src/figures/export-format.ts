import type { Day } from '@safe-community/domain-kit';
import type { Figure, FigureRequest } from './figure.ts';
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

/** The lines before the first figure: comments and the names of the columns, or an object. */
export function headOf(format: ExportFormat, head: ExportHead): string {
  if (format === 'json_lines') return `${JSON.stringify({ about: describe(head), columns: COLUMNS })}\n`;
  const about = Object.entries(describe(head)).flatMap(([name, value]) =>
    Array.isArray(value)
      ? value.map((measure: ReturnType<typeof describeMeasure>) => `# measure ${Object.values(measure).join(' | ')}`)
      : [`# ${name} ${value}`],
  );
  return [...about, COLUMNS.join(',')].map((line) => `${line}\n`).join('');
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

export function lineOf(format: ExportFormat, figure: Figure): string {
  const { measure, territoryCode, from, to, category, channel, responder, value, demonstration, base } = figure;
  const cells = { measure, territory_code: territoryCode, first_day: from, last_day: to, category, channel, responder };
  const line = { ...cells, value, demonstration, base };
  // No cell holds a comma, a quote, or the end of a line: they are codes, days, and numbers.
  return format === 'json_lines'
    ? `${JSON.stringify(line)}\n`
    : `${COLUMNS.map((name) => line[name] ?? '').join(',')}\n`;
}
