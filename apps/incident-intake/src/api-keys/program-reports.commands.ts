import {
  ApiKeyServiceService as ApiKeys,
  type ProgramReport,
} from '@safe-community/contracts/incidents/v1/api_key_service.ts';
import { IncidentReport, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import { invalid, isRefused, type Decision } from '@safe-community/domain-kit';
import { given } from '@safe-community/service-kit';
import { isTest } from '@safe-community/telemetry';
import { isPublished } from '../catalogue/module.ts';
import {
  actorOf,
  countReport,
  eventsOf,
  examineReport,
  parseReport,
  takeReport,
  toReportResponse,
  type Report,
  type ReportingMemory,
  type ReportStore,
  type TakenReport,
} from '../reporting/module.ts';
import type { NamedSchool } from '../school-links/module.ts';
import type { ApiKey } from './api-key.ts';
import type { ValidKeys } from './valid-keys.adapter.ts';

interface ProgramReports {
  readonly memory: ReportingMemory;
  readonly store: ReportStore;
  readonly keys: ValidKeys;
}

const { command } = given<ProgramReports>();

interface Found {
  readonly key: ApiKey;
  readonly school: NamedSchool | undefined;
}

interface ProgramReported extends TakenReport {
  readonly keyId: string;
}

/** Accepts a report as ReportIncident does, for a key that is in force. */
export const reportWithApiKey = command(ApiKeys.reportWithApiKey, {
  parse: ({ request: { apiKey, report }, fields }) => ({
    apiKey,
    report: fields.part(parseReport(toIncidentReport(report))),
  }),
  // For a repeated request as well: a revoked key gets no answer any more.
  async gather({ command: { apiKey, report }, deps: { keys, memory } }): Promise<Decision<Found>> {
    const key = await keys.find(apiKey);
    return isRefused(key) ? key : { key, school: await memory.schools.named(report) };
  },
  decide({
    command: { report },
    gathered: { key, school },
    now,
    newId,
    call,
    deps: { memory },
  }): Decision<ProgramReported> {
    const checked = checkReport(memory, report, now);
    if ('violations' in checked) return invalid(checked.violations);
    const incident = takeReport(
      memory,
      checked.value,
      { incidentId: newId(), receivedAt: now, isTest: isTest() },
      school,
    );
    const actor = { ...actorOf(call), actingUser: `api-key:${key.keyId}` };
    return { incident, actor, policy: checked.value.policy, keyId: key.keyId };
  },
  batch: ({ deps: { store } }) => store,
  events: ({ saved }) => eventsOf(saved, saved.actor.actingUser),
  subjects: ({ saved: { incident, keyId } }) => [incident.incidentId, keyId],
  reply: ({ saved: { incident, policy } }) => {
    const { incidentId, receivedTime, emergencyNumber, hromadaCode } = toReportResponse(incident, policy);
    return { incidentId, receivedTime, emergencyNumber, hromadaCode };
  },
  remember: ({ saved: { incident } }) => countReport(incident, 'call'),
});

function toIncidentReport(report: ProgramReport | undefined): IncidentReport | undefined {
  return report && IncidentReport.fromPartial({ ...report, channel: ReportChannel.SYSTEM });
}

function checkReport(memory: ReportingMemory, report: Report, now: Date): ReturnType<typeof examineReport> {
  return isPublished(memory.catalogue.policy(report.category))
    ? examineReport(memory, report, now)
    : { violations: [{ field: 'report.category', rule: 'must be a published category' }] };
}
