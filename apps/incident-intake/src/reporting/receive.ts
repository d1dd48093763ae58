import type { CategoryPolicy, ResponderKind } from '../catalogue/module.ts';
import { isSensitive } from '../catalogue/category.ts';
import { urgencyAtReceipt } from '../catalogue/alarm.ts';
import type { CountedBy, Incident, Source } from '../incident/module.ts';
import { dueTime, eraseTime } from '../incident/steps.ts';
import { schoolMatterOf } from '../incident/school-matter.ts';
import type { AppliedTarget } from '../targets/module.ts';
import type { Report } from './report.ts';

/** What the caller of `receive` has found and decided. */
export interface Receipt {
  /** UUID version 7 of the time of receipt, so that ids sort as receipts do. */
  readonly incidentId: string;
  readonly receivedAt: Date;
  /** The hromada that the report counts for, as named or derived. */
  readonly hromadaCode: string;
  readonly hromadaDerived: boolean;
  /** The report, or its call, is marked as a test. The kit honours the mark only of systems that are registered for it. */
  readonly isTest: boolean;
  readonly oblastCode: string;
  readonly responsibleOfficerId: string;
  readonly alerted: readonly ResponderKind[];
  readonly policy: CategoryPolicy;
  readonly targets: readonly AppliedTarget[];
  readonly school?: Incident['school'];
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
    isTest: receipt.isTest,
    reportedAsTest: receipt.isTest,
    erasedAt: undefined,
    countedBy: sensitive ? undefined : countedByOf(report, policy),
    schoolMatter: schoolMatterOf(report),
    targets: receipt.targets,
    school: receipt.school,
    catalogueRevision: receipt.catalogueRevision,
    source,
    openLocation: sensitive ? undefined : report.location,
    openAttributes: sensitive ? {} : report.attributes,
    personal: {
      description: report.description,
      reporter: report.reporter,
      onBehalfOf: report.onBehalfOf,
      attachments: report.attachments,
      location: sensitive ? report.location : undefined,
      attributes: sensitive ? report.attributes : {},
      externalClassification: sensitive ? report.externalClassification : undefined,
    },
  };
  return source === undefined
    ? { ...incident, dueAt: dueTime(policy, incident) }
    : { ...incident, eraseAt: eraseTime(policy, receivedAt) };
}

/** Only attributes with values of the catalogue: a number or the code of an object may identify something. */
function countedByOf({ reporter, attributes, externalClassification }: Report, policy: CategoryPolicy): CountedBy {
  const chosen = policy.attributes.flatMap(({ name, type }): [string, string][] => {
    const value = attributes[name];
    return value !== undefined && (type === 'choice' || type === 'choices' || type === 'yes_no') ? [[name, value]] : [];
  });
  return { anonymous: reporter === undefined, attributes: Object.fromEntries(chosen), externalClassification };
}
