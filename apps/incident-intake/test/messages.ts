import {
  Casualties,
  type Attribute,
  IncidentCategory,
  IncidentReport,
  ReportChannel,
} from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  ImportRow,
  type ImportIncidentsRequest,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';

export const VINNYTSIA = 'UA05020030000031457';
export const VINNYTSIA_OBLAST = 'UA05000000000010236';

/** A valid report, with the attributes that its category requires. */
export function fire(more: Partial<IncidentReport> = {}): IncidentReport {
  const plain = {
    category: IncidentCategory.FIRE,
    channel: ReportChannel.PHONE_101,
    hromadaCode: VINNYTSIA,
    description: 'горить хата',
    attributes: askedFor(more.category ?? IncidentCategory.FIRE),
  };
  return { ...IncidentReport.fromPartial(plain), ...more };
}

const ASKED_FOR: Partial<Record<IncidentCategory, readonly [name: string, value: string]>> = {
  [IncidentCategory.ROAD_CRASH]: ['crash_kind', 'collision'],
  [IncidentCategory.FIRE]: ['fire_object', 'dwelling'],
  [IncidentCategory.WATER]: ['water_kind', 'flood'],
  [IncidentCategory.MEDICAL]: ['medical_kind', 'trauma'],
  [IncidentCategory.DOMESTIC_VIOLENCE]: ['violence_forms', 'physical'],
  [IncidentCategory.SCHOOL_SAFETY]: ['school_matter', 'bullying'],
  [IncidentCategory.PUBLIC_ORDER]: ['order_kind', 'theft'],
  [IncidentCategory.GAS]: ['gas_kind', 'smell'],
  [IncidentCategory.INFRASTRUCTURE]: ['infrastructure_kind', 'road_pit'],
  [IncidentCategory.ACCESS_BARRIER]: ['barrier_kind', 'ramp'],
};

/** The attributes that the catalogue requires of a category. */
function askedFor(category: IncidentCategory): Attribute[] {
  const [name, value] = ASKED_FOR[category] ?? [];
  return name === undefined || value === undefined ? [] : [{ name, value }];
}

export function casualties(more: Partial<Casualties>): Casualties {
  return Casualties.fromPartial(more);
}

export function header(requestId: string, sourceSystem = 'city-112', tellRows = false): ImportIncidentsRequest {
  return { part: { $case: 'header', value: { requestId, sourceSystem, tellRows } }, rows: [] };
}

/** A message with one valid row, a day old. */
export function row(rowNumber: number, more: Partial<ImportRow> = {}): ImportIncidentsRequest {
  return { part: { $case: 'row', value: importRow(rowNumber, more) }, rows: [] };
}

/** A message with several rows. */
export function severalRows(rows: readonly ImportRow[]): ImportIncidentsRequest {
  return { part: undefined, rows: [...rows] };
}

/** A valid row, a day old. */
export function importRow(rowNumber: number, more: Partial<ImportRow> = {}): ImportRow {
  const receivedTime = new Date(YESTERDAY.getTime() + rowNumber * 1_000);
  const plain = { rowNumber, externalId: `call-${rowNumber}`, report: fire(), receivedTime };
  return { ...ImportRow.fromPartial(plain), ...more };
}

export const YESTERDAY = new Date(Math.trunc(Date.now() / 1_000) * 1_000 - 24 * 3_600_000);
