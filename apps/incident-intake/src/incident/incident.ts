import { type CategoryPolicy, isSensitive, type ResponderKind, urgencyAtReceipt } from '../catalogue/module.ts';
import { dueTime, eraseTime } from './steps.ts';
import type { IncidentCase } from './incident-case.ts';
import type { Point } from './place.ts';
import type { Attachment } from './attachment.ts';
import type { Channel } from './channel.ts';
import type { Person } from './person.ts';
import type { Attributes, Report, Reporter } from '../reporting/report.ts';

/** A report that was taken, and where its course has come to. */
export interface Incident extends IncidentCase {
  readonly channel: Channel;
  readonly settlementCode: string;
  /** Whether the hromada is only the one nearest to the point: near a border it may be the neighbour. */
  readonly hromadaDerived: boolean;
  readonly source: Source | undefined;
  /** Who is to be alerted by the category and the report. */
  readonly alerted: readonly ResponderKind[];
  readonly catalogueRevision: number;
  /** A point that points to nobody: absent for sensitive categories. */
  readonly openLocation: Point | undefined;
  /** Empty for sensitive categories. */
  readonly openAttributes: Attributes;
  readonly personal: Personal;
}

/** The system that an imported incident comes from, and its id there. */
interface Source {
  readonly system: string;
  readonly externalId: string;
}

/** What only those entitled may read; stored encrypted. */
export interface Personal {
  readonly description: string;
  readonly reporter: Reporter | undefined;
  readonly onBehalfOf: Person | undefined;
  readonly attachments: readonly Attachment[];
  /** The point of a sensitive incident. */
  readonly location: Point | undefined;
  /** The attributes of a sensitive incident. */
  readonly attributes: Attributes;
}

export const NOTHING_PERSONAL: Personal = {
  description: '',
  reporter: undefined,
  onBehalfOf: undefined,
  attachments: [],
  location: undefined,
  attributes: {},
};

/** What the caller of `receive` has found out and decided. */
export interface Receipt {
  /** UUID version 7 of the time of receipt, so that ids sort as receipts do. */
  readonly incidentId: string;
  readonly receivedAt: Date;
  /** The hromada that the report counts for, as it names it or as derived. */
  readonly hromadaCode: string;
  readonly hromadaDerived: boolean;
  /** The report is of a load test. */
  readonly synthetic: boolean;
  readonly oblastCode: string;
  readonly responsibleOfficerId: string;
  readonly alerted: readonly ResponderKind[];
  readonly policy: CategoryPolicy;
  readonly catalogueRevision: number;
  readonly onSceneAt?: Date;
  /** Of an import: another system sees to its course, so that nothing falls due here. */
  readonly source?: Source;
}

/** Takes a checked report. */
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
