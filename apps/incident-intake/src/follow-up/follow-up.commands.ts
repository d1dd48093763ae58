import { FollowUpKind } from '@safe-community/contracts/incidents/events/v1/case_events.ts';
import {
  ReporterServiceService as Reporter,
  type ConfirmFixedResponse,
} from '@safe-community/contracts/incidents/v1/reporter_service.ts';
import type { EntityManager } from '@safe-community/database';
import { isRefused, latest, notFound, type Decision, type Fields } from '@safe-community/domain-kit';
import { reporterFollowedUp, type NewEvent } from '@safe-community/events';
import { command, type Rpc, type UnaryMethod, type WriteRequest } from '@safe-community/service-kit';
import type { CategoryPolicy } from '../catalogue/module.ts';
import {
  checkStatement,
  close,
  countedByOf,
  eventsOfStep,
  incidentOf,
  lockIncident,
  placeOf,
  reopen,
  saveStep,
  stateNumber,
  type CaseChange,
  type IncidentCase,
  type IncidentSteps,
  type SavedStep,
  type Step,
} from '../incident/module.ts';
import type { Beats } from '../routing/module.ts';
import { addToReport, checkAddition } from './addition.ts';
import { countAdditions, insertAddition } from './additions.store.ts';
import { findReport } from './followed-reports.store.ts';
import { byReporter, checkConfirm, checkReopen } from './reporter-steps.ts';
import { toStatus } from './status.mapping.ts';

export interface ReportTokens {
  /** The incident whose token this is, in constant time; undefined for any other text. */
  read(token: string): string | undefined;
}

export interface FollowUpShared extends IncidentSteps {
  readonly beats: Pick<Beats, 'responsible'>;
  readonly tokens: ReportTokens;
}

export function followUpCommands(shared: FollowUpShared): Rpc[] {
  return [add(shared), confirm(shared), reopenAgain(shared)];
}

/** Stores what the reporter forgot to say or has seen since. */
function add(shared: FollowUpShared): Rpc {
  return followUp(shared, Reporter.addToReport, {
    kind: FollowUpKind.ADDED,
    parse: (fields) => fields.text('text', checkAddition),
    load: countAdditions,
    decide({ incident, loaded: before, now, newId }, text) {
      const additionId = newId();
      const change = addToReport(incident, additionId, before, now);
      return isRefused(change) ? change : { ...change, additionId, text };
    },
    save: (tx, { incident, change: { additionId, text }, now }) =>
      insertAddition(tx, shared.keyring, incident.incidentId, additionId, { addedAt: now, text }),
  });
}

/** The reporter confirms that it is fixed: the incident is closed. */
function confirm(shared: FollowUpShared): Rpc {
  return followUp(shared, Reporter.confirmFixed, {
    kind: FollowUpKind.CONFIRMED_FIXED,
    parse: () => '',
    decide: ({ incident, policy, now }) => confirmFixed(incident, policy, now),
  });
}

/** The reporter says what is not fixed: the incident is open again. */
function reopenAgain(shared: FollowUpShared): Rpc {
  return followUp(shared, Reporter.reopenReport, {
    kind: FollowUpKind.REOPENED,
    parse: (fields) => fields.text('reason', checkStatement),
    reason: (reason) => reason,
    decide({ incident, policy, now }) {
      const officerId = shared.beats.responsible(incident);
      return reopenReport(incident, officerId, policy, now);
    },
  });
}

export function confirmFixed(incident: IncidentCase, policy: CategoryPolicy, now: Date): Decision<CaseChange> {
  return checkConfirm(incident) ?? byReporter(close(incident, policy, now));
}

/** @param officerId the officer who is responsible for the place now; empty if there is none. */
export function reopenReport(
  incident: IncidentCase,
  officerId: string,
  policy: CategoryPolicy,
  now: Date,
): Decision<CaseChange> {
  return checkReopen(incident, now) ?? byReporter(reopen(incident, officerId, policy, now));
}

interface FollowUpRequest extends WriteRequest {
  readonly trackingToken: string;
}

interface FollowUp<Request extends object, Command, Loaded, Change extends CaseChange> {
  readonly kind: FollowUpKind;
  readonly parse: (fields: Fields<Request>) => Command;
  /** The reason that the history keeps, encrypted. */
  readonly reason?: (command: Command) => string;
  readonly load?: (tx: EntityManager, incidentId: string) => Promise<Loaded>;
  readonly decide: (step: Step<Loaded>, command: Command) => Decision<Change>;
  readonly save?: (tx: EntityManager, step: SavedStep<Change>) => Promise<void>;
}

/**
 * Declares a step of a reporter. The token authorizes it: anyone who holds it counts as the reporter, and the scope for
 * sensitive incidents is for those who work on them.
 */
function followUp<Request extends FollowUpRequest, Command, Change extends CaseChange, Loaded = undefined>(
  { keyring, catalogue, tokens }: FollowUpShared,
  method: UnaryMethod<Request, ConfirmFixedResponse>,
  { kind, parse, reason, load, decide, save }: FollowUp<Request, Command, Loaded, Change>,
): Rpc {
  return command(method, {
    parse: ({ request: { trackingToken }, fields }) => ({
      incidentId: tokens.read(trackingToken) ?? '',
      own: parse(fields),
    }),
    // Before any lookup, so that neither the response nor its time discloses which reports exist.
    authorize: ({ command: { incidentId } }) => (incidentId === '' ? notFound('report') : undefined),
    async load({ tx, command: { incidentId } }) {
      const incident = await lockIncident(tx, incidentId);
      if (incident === undefined) return notFound('report');
      return { incident, loaded: load === undefined ? (undefined as Loaded) : await load(tx, incidentId) };
    },
    decide({ loaded: { incident, loaded }, command: { own }, ...write }) {
      const now = latest(incident.stateSince, write.now);
      const policy = catalogue.policyAt(incident.category, now);
      const change = decide({ incident, policy, loaded, now, newId: write.newId }, own);
      return isRefused(change) ? change : { before: incident, change, now, reason: reason?.(own) ?? '' };
    },
    async save({ tx, change: decided, ...write }) {
      const step = await saveStep(tx, keyring, decided, write);
      await save?.(tx, step);
      const report = await findReport(tx, step.incident.incidentId);
      if (report === undefined) throw new Error('a locked incident has disappeared');
      return { step, report };
    },
    events: ({ saved: { step } }) => eventsOfStep(step, [followedUpEvent(step.incident, kind, step.now)]),
    subjects: ({ saved: { step } }) => [step.incident.incidentId],
    reply: ({ saved: { step, report } }) => ({ status: toStatus(report, step.now) }),
  });
}

function followedUpEvent(incident: IncidentCase, kind: FollowUpKind, followedUpTime: Date): NewEvent {
  const message = {
    ...incidentOf(incident),
    countedBy: countedByOf(incident),
    receivedTime: incident.receivedAt,
    kind,
    state: stateNumber(incident.state),
    followedUpTime,
  };
  return reporterFollowedUp.create(message, placeOf(incident));
}
