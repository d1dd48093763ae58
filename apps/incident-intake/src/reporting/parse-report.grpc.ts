import type { IncidentReport } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { Violation } from '@safe-community/domain-kit';
import { NO_CASUALTIES } from '../incident/casualties.ts';
import type { Report } from './report.ts';
import { toCategory, toChannel } from '../incident/contract-enums.mapping.ts';

/** A report in the domain's words, or the fields that keep it from being one. */
export interface ParsedReport {
  readonly report: Report | undefined;
  readonly violations: readonly Violation[];
}

/** Reads the message; whether the report can be taken is for the domain to say. */
export function parseReport(message: IncidentReport | undefined): ParsedReport {
  if (message === undefined) return { report: undefined, violations: [{ field: 'report', rule: 'must be given' }] };
  const category = toCategory(message.category);
  const channel = toChannel(message.channel);
  const violations: Violation[] = [];
  const attributeNames = message.attributes.map(({ name }) => name);
  if (category === undefined)
    violations.push({ field: 'report.category', rule: 'must be one of the known categories' });
  if (channel === undefined) violations.push({ field: 'report.channel', rule: 'must be one of the known channels' });
  if (new Set(attributeNames).size < attributeNames.length)
    violations.push({ field: 'report.attributes', rule: 'must name each attribute once' });
  if (category === undefined || channel === undefined) return { report: undefined, violations };
  const { location, occurredTime, reporter } = message;
  const report: Report = {
    category,
    channel,
    hromadaCode: message.hromadaCode,
    starostaDistrictCode: message.starostaDistrictCode,
    settlementCode: message.settlementCode,
    reporter,
    onBehalfOf: message.onBehalfOf,
    attachments: message.attachments,
    attributes: Object.fromEntries(message.attributes.map(({ name, value }) => [name, value])),
    attributeNames,
    description: message.description,
    casualties: message.casualties ?? NO_CASUALTIES,
    demonstration: message.demonstration,
    ...(location === undefined ? {} : { location }),
    ...(occurredTime === undefined ? {} : { occurredAt: occurredTime }),
  };
  return { report, violations };
}
