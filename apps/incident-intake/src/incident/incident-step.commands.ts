import type { EntityManager } from '@safe-community/database';
import { accepted, checkUuid, isRefused, latest, notFound, Refusal, type Decision } from '@safe-community/domain-kit';
import type { NewEvent } from '@safe-community/events';
import type { Keyring } from '@safe-community/security/encryption';
import type { Rights } from '@safe-community/security/policy';
import {
  given,
  type Called,
  type Parsing,
  type Rpc,
  type UnaryMethod,
  type Write,
  type WriteRequest,
} from '@safe-community/service-kit';
import type { Catalogue, CategoryPolicy } from '../catalogue/module.ts';
import { checkAccess } from './access.adapter.ts';
import type { Actor } from './actor.ts';
import type { CaseChange, IncidentCase } from './incident-case.ts';
import { eventsOfChange } from './incident.events.ts';
import { lockIncident, saveChange } from './incident.store.ts';

/** What the steps of incidents need from the service. */
export interface IncidentSteps {
  readonly keyring: Keyring;
  readonly catalogue: Pick<Catalogue, 'policyAt'>;
}

/** The common fields of the requests. */
export interface StepRequest extends WriteRequest {
  readonly incidentId: string;
  /** 0 for any; absent if the contract does not have it. */
  readonly expectedVersion?: number;
}

/** The context of `load`. The incident is locked, and accessible to the caller. */
interface LoadingStep<Command, Deps> {
  readonly tx: EntityManager;
  readonly incident: IncidentCase;
  readonly command: Command;
  readonly deps: Deps;
}

/** The context of `decide`. */
export interface Step<Loaded, Command = unknown, Deps = unknown> extends Called<Deps> {
  readonly incident: IncidentCase;
  readonly policy: CategoryPolicy;
  readonly command: Command;
  /** What the step has loaded besides the incident. */
  readonly loaded: Loaded;
  /** Never before the incident's last step, even if another replica's clock is ahead. */
  readonly now: Date;
  readonly newId: () => string;
}

/** A step that is saved: the context of `events` and `reply`. */
export interface SavedStep<Change extends CaseChange> {
  readonly before: IncidentCase;
  /** With its new version. */
  readonly incident: IncidentCase;
  readonly change: Change;
  readonly now: Date;
}

/** The context of `save`. */
export interface SavingStep<Change extends CaseChange, Deps> extends SavedStep<Change> {
  readonly tx: EntityManager;
  readonly deps: Deps;
}

/** The context of `afterCommit`. */
export interface AnsweredStep<Command, Response, Deps> extends Called<Deps> {
  readonly command: Command;
  readonly response: Response;
}

/**
 * The declaration of a step of one incident, without what all steps share: lock, access, version, history, and the
 * events of every change.
 */
export interface StepDeclaration<Request extends object, Response, Command, Loaded, Change extends CaseChange, Deps> {
  readonly parse: (parsing: Parsing<Request, Deps>) => Command;
  /** The version of the incident that the caller expects; `expected_version` by default, 0 for any. */
  readonly expectedVersion?: (request: Request) => number;
  /** The reason that the history keeps, encrypted. */
  readonly reason?: (command: Command) => string;
  /** Reads what the decision needs besides the incident. */
  readonly load?: (loading: LoadingStep<Command, Deps>) => Promise<Decision<Loaded>>;
  readonly decide: (step: Step<Loaded, Command, Deps>) => Decision<Change>;
  /** Writes further rows, after the incident. */
  readonly save?: (saving: SavingStep<Change, Deps>) => Promise<void>;
  /** Events besides those of the state, the urgency and the responsible officer. */
  readonly events?: (step: SavedStep<Change>) => readonly NewEvent[];
  readonly reply: (step: SavedStep<Change>) => Response;
  /** See `command`. */
  readonly afterCommit?: (answered: AnsweredStep<Command, Response, Deps>) => Response | Promise<Response>;
}

/** Declares a step of one incident. */
export function incidentStep<
  Request extends StepRequest,
  Response extends object,
  Command,
  Change extends CaseChange,
  Loaded = undefined,
  Deps extends IncidentSteps = IncidentSteps,
>(
  method: UnaryMethod<Request, Response>,
  declaration: StepDeclaration<Request, Response, Command, Loaded, Change, Deps>,
): Rpc<Deps> {
  const { parse, expectedVersion: versionOf, reason, load, decide, save, events, reply, afterCommit } = declaration;
  return given<Deps>().command(method, {
    parse(parsing) {
      const { incidentId, expectedVersion = 0 } = parsing.request;
      parsing.fields.check(checkUuid(incidentId, 'incident_id'));
      return {
        incidentId: incidentId.toLowerCase(),
        expectedVersion: versionOf?.(parsing.request) ?? expectedVersion,
        own: parse(parsing),
      };
    },
    async load({ tx, command: { incidentId, expectedVersion, own }, call, deps }) {
      const incident = await lockForStep(tx, call.rights, incidentId, expectedVersion);
      if (isRefused(incident)) return incident;
      const loaded = load === undefined ? (undefined as Loaded) : await load({ tx, incident, command: own, deps });
      return isRefused(loaded) ? loaded : { incident, loaded: accepted(loaded) };
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
      return step;
    },
    events: ({ saved: step }) => eventsOfStep(step, events?.(step) ?? []),
    subjects: ({ saved: { before } }) => [before.incidentId],
    reply: ({ saved: step }) => reply(step),
    afterCommit: ({ response, command: { own }, call, deps }) =>
      afterCommit?.({ response, command: own, call, deps }) ?? response,
  });
}

/** What declares steps that use more of the service than every step does: see `given`. */
export function incidentStepGiven<Deps extends IncidentSteps>() {
  return incidentStep as <
    Request extends StepRequest,
    Response extends object,
    Command,
    Change extends CaseChange,
    Loaded = undefined,
  >(
    method: UnaryMethod<Request, Response>,
    declaration: StepDeclaration<Request, Response, Command, Loaded, Change, Deps>,
  ) => Rpc<Deps>;
}

/** Locks an incident and checks whether the caller may change it, and whether it is at the version the caller saw. */
export async function lockForStep(
  tx: EntityManager,
  rights: Rights,
  incidentId: string,
  expectedVersion: number,
): Promise<Decision<IncidentCase>> {
  const incident = await lockIncident(tx, incidentId);
  if (incident === undefined) return notFound('incident');
  return checkAccess(rights, incident, incidentId) ?? checkVersion(incident, expectedVersion) ?? incident;
}

/** A step that is decided but not saved yet. */
export interface DecidedStep<Change extends CaseChange> extends Omit<SavedStep<Change>, 'incident'> {
  /** For the history; empty for none. */
  readonly reason: string;
}

/** Saves the change of a step with its entry of the history. */
export async function saveStep<Change extends CaseChange>(
  tx: EntityManager,
  keyring: Keyring,
  { before, change, now, reason }: DecidedStep<Change>,
  { call, now: recordedAt }: Pick<Write, 'call' | 'now'>,
): Promise<SavedStep<Change>> {
  const incident = await saveChange(tx, keyring, change, { actor: actorOf(call), recordedAt, reason });
  return { before, change, now, incident };
}

/** The events of a saved step. Those of an incident that was reported as a test are marked, no matter who takes the step. */
export function eventsOfStep(
  { before, incident, change }: Omit<SavedStep<CaseChange>, 'now'>,
  further: readonly NewEvent[],
): NewEvent[] {
  const all = [...eventsOfChange(before, incident, change.happenedAt, change.isTimeUnknown), ...further];
  return all.map((event) => ({ ...event, isTest: before.reportedAsTest }));
}

export function actorOf({ caller, actingUser }: Write['call']): Actor {
  return { system: caller.name, actingUser };
}

function checkVersion({ version, state }: IncidentCase, expected: number): Refusal | undefined {
  if (expected === 0 || expected === version) return undefined;
  return new Refusal('aborted', `the incident has changed: it is at version ${version}, state ${state}`, {
    reason: 'VERSION_CHANGED',
  });
}
