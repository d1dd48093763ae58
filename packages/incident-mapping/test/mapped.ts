import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { Installation, Violation } from '@safe-community/domain-kit';
import { Readable } from 'node:stream';
import {
  createRowMapper,
  headerOf,
  mapRecords,
  readFurtherFile,
  readMapping,
  readRecords,
  sentenceOf,
  type CategoryRules,
  type FurtherFile,
  type MappedRow,
  type RowMapper,
} from '../src/index.ts';

const EXAMPLES = join(import.meta.dirname, '../../../docs/examples/import');

/** A small catalogue: a required choice and an optional number for some categories. */
const CATALOGUE: readonly CategoryRules[] = [
  rules(IncidentCategory.FIRE, 'fire_object', ['dwelling', 'vehicle', 'forest_or_field', 'other', 'unknown'], 'storey'),
  rules(IncidentCategory.ROAD_CRASH, 'crash_kind', ['collision', 'pedestrian', 'unknown'], 'vehicles'),
  rules(IncidentCategory.GAS, 'gas_kind', ['smell', 'leak', 'unknown']),
  rules(IncidentCategory.INFRASTRUCTURE, 'infrastructure_kind', ['road_pit', 'street_light', 'other']),
  rules(IncidentCategory.PUBLIC_ORDER, 'order_kind', ['disturbance', 'theft', 'other']),
  rules(IncidentCategory.ACCESS_BARRIER, 'barrier_kind', ['ramp', 'other']),
  { category: IncidentCategory.OTHER, attributes: [] },
];

function rules(category: IncidentCategory, name: string, values: readonly string[], number?: string): CategoryRules {
  const more = number === undefined ? [] : [{ name: number, required: false, values: [] }];
  return { category, attributes: [{ name, required: true, values }, ...more] };
}

export interface Example {
  readonly mapping: string;
  readonly content: string | Buffer;
  readonly files?: Readonly<Record<string, string | Buffer>>;
  readonly installation?: Installation;
}

export const CODE = 'UA05020030000031457';
/** The smallest mapping, and rows for it. */
export const PLAIN = `
version: 1
times: { received: { column: at } }
category: { column: kind, values: { пожежа: fire, інше: other } }
attributes: [{ name: fire_object, value: unknown }]
place: { hromada: { value: ${CODE} } }
`;
export const ROWS = 'at,kind,note\n2026-05-01 10:00,Пожежа,x\n';

/** A run sheet with one row for each vehicle: run, receipt, kind, unit, dispatch. */
export function sheetOf(rows: readonly string[]): Example {
  const mapping = `${PLAIN}key: [run]
repeated: merge
responders: [{ kind: { value: rescue }, unit: { column: vehicle }, dispatched: { column: out } }]
`;
  return exportOf(mapping, `run,at,kind,vehicle,out\n${rows.join('')}`);
}

export function exportOf(mapping: string, content = ROWS, files: Example['files'] = {}): Example {
  return { mapping, content, files };
}

/** An example of the documentation. */
export function exampleOf(name: string, files: Readonly<Record<string, string>> = {}): Example {
  const read = (file: string): Buffer => readFileSync(join(EXAMPLES, file));
  return {
    mapping: read(`${name}.yaml`).toString('utf8'),
    content: read(`${name}.csv`),
    files: Object.fromEntries(Object.entries(files).map(([key, file]) => [key, read(file)])),
  };
}

/** Rows that may be merged. */
const MOST = 1_000;

/** Every row of an export, mapped; or the violations of the mapping. */
async function mapAll(
  { mapping: text, content, files = {}, installation = 'demonstration' }: Example,
  most: number,
): Promise<{ readonly violations: readonly Violation[] } | { mapper: RowMapper; rows: MappedRow[] }> {
  const parsed = readMapping(text);
  if ('violations' in parsed) return parsed;
  const further: FurtherFile[] = [];
  for (const [name, form] of Object.entries(parsed.value.files ?? {})) {
    further.push(await readFurtherFile(name, form, bytesOf(files[name] ?? '')));
  }
  const create = (header: readonly string[]) =>
    createRowMapper(parsed.value, { header, files: further, catalogue: CATALOGUE, installation, listColumns: true });
  const { format } = parsed.value;
  const records = readRecords(bytesOf(content), format ?? {});
  const header = await headerOf(records, format?.header);
  if (header === undefined) throw new Error('the export is empty');
  const mapper = create(header);
  if ('violations' in mapper) return mapper;
  const rows: MappedRow[] = [];
  for await (const { mapped } of mapRecords(mapper, records, most)) rows.push(mapped);
  return { mapper, rows };
}

function bytesOf(content: string | Buffer): Readable {
  return Readable.from([Buffer.from(content as string)]);
}

/** The violations as lines. */
export async function problemsOf(example: Example): Promise<string[]> {
  const mapped = await mapAll(example, MOST);
  return 'violations' in mapped ? mapped.violations.map(({ field, rule }) => `${field} ${rule}`) : [];
}

/** Rows by their result. */
export async function rowsOf(example: Example, most = MOST) {
  const mapped = await mapAll(example, most);
  if ('violations' in mapped) throw new Error(JSON.stringify(mapped.violations));
  const { mapper, rows } = mapped;
  return {
    findings: mapper.findings,
    valid: rows.flatMap((each) => (each.result === 'valid' ? [each.row] : [])),
    merged: rows.flatMap((each) => (each.result === 'merged' ? [each.line] : [])),
    skipped: rows.flatMap((each) => (each.result === 'skipped' ? [each.line] : [])),
    rejected: rows.flatMap((each) =>
      each.result === 'rejected' ? [`${each.line}: ${each.reasons.map(sentenceOf).join('; ')}`] : [],
    ),
  };
}
