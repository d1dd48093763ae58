import type { Database, EntityManager } from '@safe-community/database';
import { isRefused, type Decision } from '@safe-community/domain-kit';
import type { NewEvent } from '@safe-community/events';
import type { Parsing, Rpc, UnaryMethod } from '@safe-community/service-kit';
import {
  incidentStepGiven,
  type AnsweredStep,
  type CaseChange,
  type IncidentCase,
  type IncidentSteps,
  type StepRequest,
} from '../incident/module.ts';
import { NO_LAW, readLaw, type Law } from '../law/module.ts';
import { isOrderedElsewhere } from './linked-cases.store.ts';
import { findCase, nextVersion } from './violence-case.store.ts';
import { caseNotOpened, checkCaseVersion, checkCategory, checkNotErased, type ViolenceCase } from './violence-case.ts';

/** What the steps of cases need from the service. */
export interface CaseSteps extends IncidentSteps {
  readonly database: Database;
}

const incidentStep = incidentStepGiven<CaseSteps>();

interface CaseRequest extends StepRequest {
  /** Of the case, not of its incident; 0 for any. */
  readonly expectedVersion: number;
}

/** The context of `decide`. The incident of the case is locked, and the caller may access it. */
export interface CaseStep<Found, Command = unknown> {
  readonly violence: Found;
  /** Empty unless the step is judged by it. */
  readonly law: Law;
  /** Whether another case of the offender has an urgent order; false unless the step asks. */
  readonly isOrderedElsewhere: boolean;
  readonly incident: IncidentCase;
  readonly command: Command;
  readonly now: Date;
  readonly newId: () => string;
}

/** The changes of a step to a case. */
interface PartChange<Part> {
  /** For the history of the incident, like the details: nothing personal. */
  readonly kind: string;
  readonly details?: Readonly<Record<string, string>>;
  readonly part: Part;
}

/** The context of `events` and `reply`. */
interface SavedPart<Part> {
  readonly part: Part;
  /** The next version of the case. */
  readonly version: number;
  /** As it was before the step. */
  readonly incident: IncidentCase;
}

/** The context of `save`. */
export interface SavingPart<Part> extends Omit<SavedPart<Part>, 'version'> {
  readonly tx: EntityManager;
  readonly deps: CaseSteps;
}

/**
 * The declaration of a step of one case, without what all steps share: checks, the versions of case and incident, and
 * the history.
 */
interface CaseStepDeclaration<Request extends object, Response, Command, Part, Found> {
  readonly parse: (parsing: Parsing<Request, CaseSteps>) => Command;
  /** Reads the law for the decision. */
  readonly isJudged?: boolean;
  /** Looks for urgent orders in other cases of the offender. */
  readonly asksElsewhere?: boolean;
  readonly decide: (step: CaseStep<Found, Command>) => Decision<PartChange<Part>>;
  readonly save: (saving: SavingPart<Part>) => Promise<void>;
  readonly events?: (saved: SavedPart<Part>) => readonly NewEvent[];
  readonly reply: (saved: SavedPart<Part>) => Response;
  /** See `command`. */
  readonly afterCommit?: (answered: AnsweredStep<Command, Response, CaseSteps>) => Response | Promise<Response>;
}

/** Declares a step of a case that is open. */
export function caseStep<Request extends CaseRequest, Response extends object, Command, Part>(
  method: UnaryMethod<Request, Response>,
  declaration: CaseStepDeclaration<Request, Response, Command, Part, ViolenceCase>,
): Rpc<CaseSteps> {
  return stepOf(method, (violence) => violence ?? caseNotOpened(), declaration);
}

/** Declares a step of a case that is open, or that this step opens. */
export function openingStep<Request extends CaseRequest, Response extends object, Command, Part>(
  method: UnaryMethod<Request, Response>,
  declaration: CaseStepDeclaration<Request, Response, Command, Part, ViolenceCase | undefined>,
): Rpc<CaseSteps> {
  return stepOf(method, (violence) => violence, declaration);
}

function stepOf<
  Request extends CaseRequest,
  Response extends object,
  Command,
  Part,
  Found extends ViolenceCase | undefined,
>(
  method: UnaryMethod<Request, Response>,
  requireOpen: (violence: ViolenceCase | undefined) => Decision<Found>,
  declaration: CaseStepDeclaration<Request, Response, Command, Part, Found>,
): Rpc<CaseSteps> {
  const { parse, isJudged = false, asksElsewhere = false, decide, save, events, reply, afterCommit } = declaration;
  return incidentStep(method, {
    parse: (parsing: Parsing<Request, CaseSteps>) => ({
      expectedCaseVersion: parsing.request.expectedVersion,
      own: parse(parsing),
    }),
    expectedVersion: () => 0,
    async load({ tx, incident, command: { expectedCaseVersion }, deps: { keyring } }) {
      const refusal = checkCategory(incident) ?? checkNotErased(incident);
      if (refusal !== undefined) return refusal;
      const found = await findCase(tx, keyring, incident.incidentId);
      const violence = requireOpen(found);
      if (isRefused(violence)) return violence;
      const changed = checkCaseVersion(found, expectedCaseVersion);
      if (changed !== undefined) return changed;
      const law = isJudged ? await readLaw(tx) : NO_LAW;
      return {
        violence,
        law,
        isOrderedElsewhere: asksElsewhere && (await isOrderedElsewhere(tx, incident.incidentId)),
      };
    },
    decide({ incident, loaded, command: { own }, now, newId }) {
      const decided = decide({ ...loaded, incident, command: own, now, newId });
      if (isRefused(decided)) return decided;
      const { kind, details = {}, part } = decided;
      const change: CaseChange & Omit<SavedPart<Part>, 'incident'> = {
        incident,
        kind,
        happenedAt: now,
        details,
        part,
        version: (loaded.violence?.version ?? 0) + 1,
      };
      return change;
    },
    async save({ tx, before: incident, change: { part, version }, deps }) {
      await save({ tx, part, incident, deps });
      await nextVersion(tx, incident.incidentId, version - 1);
    },
    events: ({ before: incident, change: { part, version } }) => events?.({ part, version, incident }) ?? [],
    reply: ({ before: incident, change: { part, version } }) => reply({ part, version, incident }),
    afterCommit: ({ response, command: { own }, call, deps }) =>
      afterCommit?.({ response, command: own, call, deps }) ?? response,
  });
}
