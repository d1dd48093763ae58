import type { IncidentReport, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { ImportRow } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import type { ColumnNames, Columns } from './columns.ts';
import type { PlaceMapping } from './place-mapping.ts';
import type { CsvRecord } from '../row-file/read-records.ts';
import { readPoint } from './read-point.ts';
import { attributesOfSource } from './source-attributes.ts';
import { categoryOfSource } from './source-categories.ts';

/** How to interpret the rows of a file. */
export interface RowRules {
  readonly names: ColumnNames;
  readonly columns: Columns;
  readonly channel: ReportChannel;
  readonly demonstration: boolean;
  readonly codeOf: PlaceMapping;
  readonly timeOf: (text: string) => Date | undefined;
  readonly idOf: (cells: readonly string[]) => string;
}

/** A row to send, or all reasons why it is invalid. */
export type ParsedRow =
  | { readonly row: ImportRow; readonly pointLeftOut: boolean }
  | { readonly line: number; readonly reasons: readonly string[] };

const TIME_RULE = 'must be a date and time such as 2026-01-31 18:05:00';

export function parseRow({ line, cells, broken }: CsvRecord, rules: RowRules): ParsedRow {
  const { columns, names } = rules;
  if (broken !== undefined) return { line, reasons: [broken] };
  if (cells.length !== columns.count) {
    return { line, reasons: [`the row has ${cells.length} columns, the header ${columns.count}: is it truncated?`] };
  }
  // Assigned before validation, so that a longer mapping does not change the ids of later rows.
  const externalId = rules.idOf(cells);
  const reasons: string[] = [];
  const read = <T>(column: keyof ColumnNames, reader: (text: string) => T | undefined, rule: string): T | undefined => {
    const text = cellOf(cells, columns[column]);
    const value = reader(text);
    const name = names[column] ?? column;
    if (value === undefined) reasons.push(text === '' ? `${name} is empty` : `${name} “${text}” ${rule}`);
    return value;
  };
  const receivedTime = read('time', rules.timeOf, TIME_RULE);
  const category = read('category', categoryOfSource, 'is not a known category');
  const hromadaCode = read('place', rules.codeOf, 'is not in the mapping');
  const onSceneTime = cellOf(cells, columns.onScene) === '' ? undefined : read('onScene', rules.timeOf, TIME_RULE);
  const point = readPoint(cellOf(cells, columns.latitude), cellOf(cells, columns.longitude));
  if ('rule' in point) reasons.push(`${names.latitude} and ${names.longitude} ${point.rule}`);
  if (reasons.length > 0 || category === undefined || hromadaCode === undefined) return { line, reasons };
  const report: IncidentReport = {
    category,
    channel: rules.channel,
    hromadaCode,
    starostaDistrictCode: '',
    settlementCode: '',
    location: 'point' in point ? point.point : undefined,
    occurredTime: undefined,
    // The text of the source has more detail than the category.
    description: cellOf(cells, columns.category),
    attributes: attributesOfSource(category, cellOf(cells, columns.category)),
    reporter: undefined,
    onBehalfOf: undefined,
    attachments: [],
    externalClassification: undefined,
    casualties: undefined,
    demonstration: rules.demonstration,
  };
  return { row: { rowNumber: line, externalId, report, receivedTime, onSceneTime }, pointLeftOut: 'outside' in point };
}

/** Empty for a column that the file does not have. */
function cellOf(cells: readonly string[], column: number): string {
  return (cells[column] ?? '').trim();
}
