import {
  Casualties,
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

/** A report within all rules. */
export function fire(more: Partial<IncidentReport> = {}): IncidentReport {
  const { FIRE } = IncidentCategory;
  const plain = {
    category: FIRE,
    channel: ReportChannel.PHONE_101,
    hromadaCode: VINNYTSIA,
    description: 'горить хата',
  };
  return { ...IncidentReport.fromPartial(plain), ...more };
}

export function casualties(more: Partial<Casualties>): Casualties {
  return Casualties.fromPartial(more);
}

export function header(requestId: string, sourceSystem = 'city-112'): ImportIncidentsRequest {
  return { part: { $case: 'header', value: { requestId, sourceSystem, tellRows: false } } };
}

/** A row within all rules, a day old. */
export function row(rowNumber: number, more: Partial<ImportRow> = {}): ImportIncidentsRequest {
  const receivedTime = new Date(YESTERDAY.getTime() + rowNumber * 1_000);
  const plain = { rowNumber, externalId: `call-${rowNumber}`, report: fire(), receivedTime };
  return { part: { $case: 'row', value: { ...ImportRow.fromPartial(plain), ...more } } };
}

export const YESTERDAY = new Date(Math.trunc(Date.now() / 1_000) * 1_000 - 24 * 3_600_000);
