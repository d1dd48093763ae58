import {
  IncidentIntakeServiceService,
  ReportIncidentRequest,
  type BatchReportResult,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { isTransient } from '@safe-community/database';
import {
  checkUuid,
  invalid,
  isUuid,
  Refusal,
  refuseInvalid,
  unavailable,
  type Decision,
  type Parsed,
  type Violation,
} from '@safe-community/domain-kit';
import { inspectMessage, type CallContext } from '@safe-community/grpc-kit';
import { requestKey, type RequestKey } from '@safe-community/ledger';
import { given, unary, type Bound, type Rpc } from '@safe-community/service-kit';
import { isTest, reportsTaken } from '@safe-community/telemetry';
import type { CategoryPolicy } from '../catalogue/module.ts';
import type { Actor, Incident, ReceivedIncident } from '../incident/module.ts';
import { eventsOf } from './report.events.ts';
import { parseReport, toReportResponse } from './report.mapping.ts';
import type { Report } from './report.ts';
import type { ReportStore } from './reports.store.ts';
import { examineReport, takeReport, type ReportingMemory } from './take-report.ts';
import { refuseTest } from './test-report.ts';
import type { TrackingTokens } from '@safe-community/security/encryption';

/** What reports need from the service. */
interface ReportSteps {
  readonly memory: ReportingMemory;
  readonly store: ReportStore;
  readonly tokens: TrackingTokens;
}

const { command } = given<ReportSteps>();

export interface TakenReport extends ReceivedIncident {
  readonly policy: CategoryPolicy;
}

/** Accepts one report: checks it, finds the officer who is responsible for the place, and commits it. */
const reportIncident = command(IncidentIntakeServiceService.reportIncident, {
  parse: ({ request: { report }, fields }) => fields.part(parseReport(report)),
  authorize: ({ command: report, call: { caller } }) => refuseTest(report, caller),
  gather: ({ command: report, deps: { memory } }) => memory.schools.named(report),
  decide({ command: report, gathered: school, now, newId, call, deps: { memory } }): Decision<TakenReport> {
    const checked = examineReport(memory, report, now);
    if ('violations' in checked) return invalid(checked.violations);
    const incident = takeReport(
      memory,
      checked.value,
      { incidentId: newId(), receivedAt: now, isTest: isTest() },
      school,
    );
    return { incident, actor: actorOf(call), policy: checked.value.policy };
  },
  batch: ({ deps: { store } }) => store,
  events: ({ saved }) => eventsOf(saved),
  subjects: ({ saved: { incident } }) => [incident.incidentId],
  reply: ({ saved: { incident, policy } }) => toReportResponse(incident, policy),
  remember: ({ saved: { incident } }) => countReport(incident, 'call'),
  // No stored response contains the token.
  afterCommit: ({ response, deps: { tokens } }) => ({ ...response, trackingToken: tokens.of(response.incidentId) }),
});

export function actorOf({ caller, actingUser }: CallContext): Actor {
  return { system: caller.name, actingUser };
}

/** Counts a committed report. Tests do not count. */
export function countReport({ responsibleOfficerId, isTest }: Incident, channel: 'call' | 'import'): void {
  if (isTest) return;
  reportsTaken.add(1, {
    'safe_community.report.channel': channel,
    'safe_community.report.routing': responsibleOfficerId === '' ? 'nobody' : 'officer',
  });
}

const MAX_REPORTS = 100;

/** Processes the reports concurrently, so that they share a commit; each is accepted or rejected on its own. */
const batchReportIncidents = unary(
  IncidentIntakeServiceService.batchReportIncidents,
  (bound: Bound<ReportSteps>) =>
    async ({ requests }, call) => {
      refuseInvalid(checkBatch(requests));
      const batch = requests.map((request) => readEntry(request, call));
      return { results: await Promise.all(batch.map((entry) => resultOf(bound, entry, call))) };
    },
);

function checkBatch(requests: readonly ReportIncidentRequest[]): Violation[] {
  if (requests.length === 0 || requests.length > MAX_REPORTS) {
    return [{ field: 'requests', rule: `must be 1 to ${MAX_REPORTS}` }];
  }
  const seen = new Set<string>();
  return requests.flatMap(({ requestId }, index) => {
    const id = requestId.toLowerCase();
    const isRepeated = seen.has(id);
    // An invalid id is an error of its entry alone.
    if (isUuid(id)) seen.add(id);
    return isRepeated ? [{ field: `requests[${index}].request_id`, rule: 'must be in the batch once' }] : [];
  });
}

interface BatchEntry {
  readonly key: RequestKey;
  readonly parsed: Parsed<Report>;
}

/** The key of a single report with the same bytes: whether it is sent alone or in a batch, it is one report. */
function readEntry(request: ReportIncidentRequest, call: CallContext): BatchEntry {
  const { requestId } = request;
  const body = ReportIncidentRequest.encode(request).finish();
  const key = requestKey({ ...call, method: IncidentIntakeServiceService.reportIncident.path, body }, requestId);
  const broken = inspectMessage('safecommunity.incidents.v1.ReportIncidentRequest', request);
  if (broken.length > 0) return { key, parsed: { violations: broken } };
  const parsed = parseReport(request.report);
  const violations = [...checkUuid(requestId, 'request_id'), ...('violations' in parsed ? parsed.violations : [])];
  return { key, parsed: violations.length > 0 ? { violations } : parsed };
}

/** Throws only for bugs. */
async function resultOf(
  bound: Bound<ReportSteps>,
  { key, parsed }: BatchEntry,
  call: CallContext,
): Promise<BatchReportResult> {
  if ('violations' in parsed) return refused(invalid(parsed.violations));
  try {
    const { response: value } = await reportIncident.write(bound, key, parsed.value, call);
    return { outcome: { $case: 'reported', value } };
  } catch (error) {
    return refused(refusalOf(error));
  }
}

/** An unavailable database is reported for each entry: others may have been committed before. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (isTransient(error)) return unavailable('the database does not answer');
  throw error;
}

function refused({ reason, violations }: Refusal): BatchReportResult {
  return {
    outcome: {
      $case: 'refused',
      value: { reason, violations: violations.map(({ field, rule }) => ({ field, rule })) },
    },
  };
}

export const REPORT_COMMANDS: readonly Rpc<ReportSteps>[] = [reportIncident, batchReportIncidents];
