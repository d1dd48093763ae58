import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  createRowMapper,
  sentenceOf,
  type CategoryRules,
  type MappedRow,
  type RowMapper,
} from '@safe-community/incident-mapping';
import { afterAll } from 'vitest';
import { builtInMapping, type ColumnOptions } from '../src/incident-file/mapping-file.ts';

const { ROAD_CRASH, FIRE, WATER, MEDICAL, DOMESTIC_VIOLENCE, PUBLIC_ORDER, GAS, INFRASTRUCTURE, ACCESS_BARRIER } =
  IncidentCategory;

/** The required attribute of each category, with any value. */
export const CATALOGUE: readonly CategoryRules[] = [
  rules(ROAD_CRASH, 'crash_kind'),
  rules(FIRE, 'fire_object'),
  rules(WATER, 'water_kind'),
  rules(MEDICAL, 'medical_kind'),
  rules(DOMESTIC_VIOLENCE, 'violence_forms'),
  rules(PUBLIC_ORDER, 'order_kind'),
  rules(GAS, 'gas_kind'),
  rules(INFRASTRUCTURE, 'infrastructure_kind'),
  rules(ACCESS_BARRIER, 'barrier_kind'),
];

function rules(category: IncidentCategory, name: string): CategoryRules {
  return { category, attributes: [{ name, required: true, values: [] }] };
}

export const HEADER = ['received_at', 'category', 'township', 'latitude', 'longitude'];

/** The built-in mapping with a table of places. */
export async function callMapper(options: ColumnOptions = {}): Promise<RowMapper> {
  const folder = mkdtempSync(join(tmpdir(), 'calls-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const places = join(folder, 'places.csv');
  writeFileSync(places, 'township,hromada_code\nLower Merion,UA05020030000031457\n');
  const { mapping, files } = await builtInMapping(places, options);
  const mapper = createRowMapper(mapping, { header: HEADER, files, catalogue: CATALOGUE, installation: 'real' });
  if ('violations' in mapper) throw new Error(JSON.stringify(mapper.violations));
  return mapper;
}

/** The valid row, or the reasons as sentences. */
export function shown(mapped: MappedRow) {
  if (mapped.result !== 'rejected') return mapped;
  return { line: mapped.line, reasons: mapped.reasons.map(sentenceOf) };
}
