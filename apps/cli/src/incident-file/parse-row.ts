import { IncidentCategory, type ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { ImportRow } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import type { ColumnNames, Columns } from './columns.ts';
import type { PlaceMapping } from './place-mapping.ts';
import type { CsvRecord } from './read-records.ts';
import { readPoint } from './read-point.ts';
import { categoryOfSource } from './source-categories.ts';

/** How the rows of a file are to be understood. */
export interface RowRules {
  readonly names: ColumnNames;
  readonly columns: Columns;
  readonly channel: ReportChannel;
  readonly demonstration: boolean;
  readonly codeOf: PlaceMapping;
  readonly timeOf: (text: string) => Date | undefined;
  readonly idOf: (cells: readonly string[]) => string;
}

/** A row that can be sent, or all reasons why it can't. */
export type ParsedRow =
  | { readonly row: ImportRow; readonly pointLeftOut: boolean }
  | { readonly line: number; readonly reasons: readonly string[] };

/** The largest external id that a row could get is far below the 100 characters of the contract. */
export function parseRow({ line, cells, broken }: CsvRecord, rules: RowRules): ParsedRow {
  const { columns, names } = rules;
  if (broken !== undefined) return { line, reasons: [broken] };
  if (cells.length !== columns.count) {
    return { line, reasons: [`the row has ${cells.length} columns, the header ${columns.count}: is it cut off?`] };
  }
  // Drawn before the row is judged: a row that is mended keeps the ids of those after it.
  const externalId = rules.idOf(cells);
  const cell = (index: number): string => (cells[index] ?? '').trim();
  const reasons: string[] = [];
  const required = <T>(value: T | undefined, column: string, rule: string): T | undefined => {
    if (value === undefined) reasons.push(`${column} ${rule}`);
    return value;
  };
  const [placeText, categoryText] = [cell(columns.place), cell(columns.category)];
  const receivedTime = required(rules.timeOf(cell(columns.time)), names.time, TIME_RULE);
  const category = required(
    categoryOfSource(categoryText),
    names.category,
    `“${categoryText}” is of no known category`,
  );
  const hromadaCode = required(rules.codeOf(placeText), names.place, `“${placeText}” is not in the mapping`);
  const onSceneText = cell(columns.onScene);
  const onSceneTime =
    onSceneText === '' ? undefined : required(rules.timeOf(onSceneText), names.onScene ?? '', TIME_RULE);
  const point = readPoint(cell(columns.latitude), cell(columns.longitude));
  if (typeof point === 'object' && 'rule' in point) reasons.push(`${names.latitude}, ${names.longitude} ${point.rule}`);
  if (reasons.length > 0 || receivedTime === undefined) return { line, reasons };
  return {
    pointLeftOut: point === 'outside',
    row: {
      rowNumber: line,
      externalId,
      receivedTime,
      onSceneTime,
      report: {
        category: category ?? IncidentCategory.UNSPECIFIED,
        channel: rules.channel,
        hromadaCode: hromadaCode ?? '',
        starostaDistrictCode: '',
        location: typeof point === 'object' && 'point' in point ? point.point : undefined,
        occurredTime: undefined,
        description: categoryText,
        reporter: undefined,
        casualties: undefined,
        demonstration: rules.demonstration,
      },
    },
  };
}

const TIME_RULE = 'must be a date and time such as 2026-01-31 18:05:00';
