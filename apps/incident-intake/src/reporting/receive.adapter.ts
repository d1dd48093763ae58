import { isSensitive, urgencyAtReceipt, type CategoryPolicy, type ResponderKind } from '../catalogue/module.ts';
import { dueTime, eraseTime, type Incident, type Source } from '../incident/module.ts';
import type { Report } from './report.ts';

/** What the caller of `receive` has found and decided. */
export interface Receipt {
  /** UUID version 7 of the time of receipt, so that ids sort as receipts do. */
  readonly incidentId: string;
  readonly receivedAt: Date;
  /** The hromada that the report counts for, as named or derived. */
  readonly hromadaCode: string;
  readonly hromadaDerived: boolean;
  /** The report is from a load test. */
  readonly synthetic: boolean;
  readonly oblastCode: string;
  readonly responsibleOfficerId: string;
  readonly alerted: readonly ResponderKind[];
  readonly policy: CategoryPolicy;
  readonly catalogueRevision: number;
  readonly onSceneAt?: Date;
  /** For imported incidents, which another system handles, no times are expected here. */
  readonly source?: Source;
}

/** Turns a checked report into an incident. */
export function receive(report: Report, receipt: Receipt): Incident {
  const { policy, receivedAt, onSceneAt, source } = receipt;
  const sensitive = isSensitive(report.category);
  const incident: Incident = {
    incidentId: receipt.incidentId,
    version: 1,
    state: onSceneAt === undefined ? 'received' : 'on_scene',
    stateSince: onSceneAt ?? receivedAt,
    category: report.category,
    channel: report.channel,
    hromadaCode: receipt.hromadaCode,
    hromadaDerived: receipt.hromadaDerived,
    oblastCode: receipt.oblastCode,
    starostaDistrictCode: report.starostaDistrictCode,
    settlementCode: report.settlementCode,
    occurredAt: report.occurredAt ?? receivedAt,
    receivedAt,
    onSceneAt,
    casualties: report.casualties,
    urgency: urgencyAtReceipt(policy, report),
    responsibleOfficerId: receipt.responsibleOfficerId,
    alerted: receipt.alerted,
    responders: [],
    mergedInto: undefined,
    stateBeforeMerge: undefined,
    dueAt: undefined,
    escalationLevel: 0,
    eraseAt: undefined,
    legalHold: false,
    synthetic: receipt.synthetic,
    erasedAt: undefined,
    catalogueRevision: receipt.catalogueRevision,
    source,
    demonstration: report.demonstration,
    openLocation: sensitive ? undefined : report.location,
    openAttributes: sensitive ? {} : report.attributes,
    personal: {
      description: report.description,
      reporter: report.reporter,
      onBehalfOf: report.onBehalfOf,
      attachments: report.attachments,
      location: sensitive ? report.location : undefined,
      attributes: sensitive ? report.attributes : {},
    },
  };
  return source === undefined
    ? { ...incident, dueAt: dueTime(policy, incident) }
    : { ...incident, eraseAt: eraseTime(policy, receivedAt) };
}
