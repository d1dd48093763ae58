import { FollowUpKind } from '@safe-community/contracts/incidents/events/v1/case_events.ts';
import {
  ReporterServiceService as Reporter,
  type ConfirmFixedResponse,
} from '@safe-community/contracts/incidents/v1/reporter_service.ts';
import type { EntityManager } from '@safe-community/database';
import { isRefused, latest, notFound, type Decision } from '@safe-community/domain-kit';
import { reporterFollowedUp, type NewEvent } from '@safe-community/events';
import { given, type Parsing, type Rpc, type UnaryMethod, type WriteRequest } from '@safe-community/service-kit';
import type { CategoryPolicy, StoredCatalogue } from '../catalogue/module.ts';
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
  type SavingStep,
  type Step,
} from '../incident/module.ts';
import type { Beats } from '../routing/module.ts';
import { addToReport, checkAddition } from './addition.ts';
import { countAdditions, insertAddition } from './additions.store.ts';
import { findReport } from './followed-reports.store.ts';
import { publicStatus } from './public-status.ts';
import { byReporter, checkConfirm, checkReopen } from './reporter-steps.ts';
import { toStatus } from './status.mapping.ts';

interface ReportTokens {
  /** The incident whose token this is, in constant time; undefined for any other text. */
  read(token: string): string | undefined;
}

export interface FollowUpShared extends IncidentSteps {
  readonly beats: Pick<Beats, 'responsible'>;
  readonly tokens: ReportTokens;
  readonly catalogue: Pick<StoredCatalogue, 'policy' | 'policyAt'>;
  /** Undefined without a mail server. */
  readonly mail?: object;
}

const { command } = given<FollowUpShared>();

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
  readonly parse: (parsing: Parsing<Request, FollowUpShared>) => Command;
  /** The reason that the history keeps, encrypted. */
  readonly reason?: (command: Command) => string;
  readonly load?: (loading: { readonly tx: EntityManager; readonly incident: IncidentCase }) => Promise<Loaded>;
  readonly decide: (step: Step<Loaded, Command, FollowUpShared>) => Decision<Change>;
  readonly save?: (saving: SavingStep<Change, FollowUpShared>) => Promise<void>;
}

/**
 * Declares a step of a reporter. The token authorizes it: anyone who holds it counts as the reporter, and the scope for
 * sensitive incidents is for those who work on them.
 */
function followUp<Request extends FollowUpRequest, Command, Change extends CaseChange, Loaded = undefined>(
  method: UnaryMethod<Request, ConfirmFixedResponse>,
  { kind, parse, reason, load, decide, save }: FollowUp<Request, Command, Loaded, Change>,
): Rpc<FollowUpShared> {
  return command(method, {
    parse: (parsing) => ({
      incidentId: parsing.deps.tokens.read(parsing.request.trackingToken) ?? '',
      own: parse(parsing),
    }),
    // Before any lookup, so that neither the response nor its time discloses which reports exist.
    authorize: ({ command: { incidentId } }) => (incidentId === '' ? notFound('report') : undefined),
    async load({ tx, command: { incidentId } }) {
      const incident = await lockIncident(tx, incidentId);
      if (incident === undefined) return notFound('report');
      return { incident, loaded: load === undefined ? (undefined as Loaded) : await load({ tx, incident }) };
    },
    decide({ loaded: { incident, loaded }, command: { own }, now: writtenAt, newId, call, deps }) {
      const now = latest(incident.stateSince, writtenAt);
      const policy = deps.catalogue.policyAt(incident.category, now);
      const change = decide({ incident, policy, loaded, command: own, now, newId, call, deps });
      return isRefused(change) ? change : { before: incident, change, now, reason: reason?.(own) ?? '' };
    },
    async save({ tx, change: decided, now, call, deps }) {
      const step = await saveStep(tx, deps.keyring, decided, { call, now });
      await save?.({ ...step, tx, deps });
      const report = await findReport(tx, step.incident.incidentId);
      if (report === undefined) throw new Error('a locked incident has disappeared');
      return { step, report };
    },
    events: ({ saved: { step } }) => eventsOfStep(step, [followedUpEvent(step.incident, kind, step.now)]),
    subjects: ({ saved: { step } }) => [step.incident.incidentId],
    reply: ({ saved: { step, report }, deps }) => ({
      status: toStatus(publicStatus(report, step.now), deps),
    }),
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

/** Stores what the reporter forgot to say or has seen since. */
const add = followUp(Reporter.addToReport, {
  kind: FollowUpKind.ADDED,
  parse: ({ fields }) => fields.text('text', checkAddition),
  load: ({ tx, incident }) => countAdditions(tx, incident.incidentId),
  decide({ incident, loaded: before, command: text, now, newId }) {
    const additionId = newId();
    const change = addToReport(incident, additionId, before, now);
    return isRefused(change) ? change : { ...change, additionId, text };
  },
  save: ({ tx, incident, change: { additionId, text }, now, deps: { keyring } }) =>
    insertAddition(tx, keyring, incident.incidentId, additionId, { addedAt: now, text }),
});

/** The reporter confirms that it is fixed: the incident is closed. */
const confirm = followUp(Reporter.confirmFixed, {
  kind: FollowUpKind.CONFIRMED_FIXED,
  parse: () => '',
  decide: ({ incident, policy, now }) => confirmFixed(incident, policy, now),
});

/** The reporter says what is not fixed: the incident is open again. */
const reopenAgain = followUp(Reporter.reopenReport, {
  kind: FollowUpKind.REOPENED,
  parse: ({ fields }) => fields.text('reason', checkStatement),
  reason: (reason) => reason,
  decide: ({ incident, policy, now, deps: { beats } }) =>
    reopenReport(incident, beats.responsible(incident), policy, now),
});

export const FOLLOW_UP_COMMANDS: readonly Rpc<FollowUpShared>[] = [add, confirm, reopenAgain];
