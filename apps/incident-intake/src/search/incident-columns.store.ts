import type { Incident } from '../incident/incident.ts';
import { NOTHING_PERSONAL } from '../incident/incident.ts';
import type { Attributes } from '../reporting/report.ts';
import type { Channel } from '../reporting/channel.ts';
import type { ResponderKind } from '../catalogue/responder-kind.ts';
import { CASE_COLUMNS, toCase, type CaseRow } from '../incident/incident.store.ts';

/** What lists and look-ups read of an incident: all but the encrypted columns. */
export const OPEN_COLUMNS = `${CASE_COLUMNS}, channel, hromada_derived, settlement_code, alerted, catalogue_revision, attributes,
  source_system, external_id, latitude, longitude`;

export interface IncidentRow extends CaseRow {
  readonly channel: Channel;
  readonly hromada_derived: boolean;
  readonly settlement_code: string;
  readonly alerted: readonly ResponderKind[];
  readonly catalogue_revision: number;
  readonly attributes: Attributes;
  readonly source_system: string | null;
  readonly external_id: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** An incident as it is listed: without what is personal, and without those who were sent. */
export function toListed(row: IncidentRow): Incident {
  const { latitude, longitude } = row;
  return {
    ...toCase(row),
    responders: [],
    channel: row.channel,
    hromadaDerived: row.hromada_derived,
    settlementCode: row.settlement_code,
    alerted: row.alerted,
    catalogueRevision: row.catalogue_revision,
    source: row.source_system === null ? undefined : { system: row.source_system, externalId: row.external_id ?? '' },
    openLocation: latitude === null || longitude === null ? undefined : { latitude, longitude },
    openAttributes: row.attributes,
    personal: NOTHING_PERSONAL,
  };
}
