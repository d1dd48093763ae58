import type { EntityManager } from '@safe-community/database';
import { isRefused, type Decision, type Fields } from '@safe-community/domain-kit';
import type { NewEvent } from '@safe-community/events';
import type { CallContext } from '@safe-community/grpc-kit';
import type { Rpc, UnaryMethod } from '@safe-community/service-kit';
import {
  incidentStep,
  type CaseChange,
  type IncidentCase,
  type IncidentSteps,
  type StepRequest,
} from '../incident/module.ts';
import { NO_LAW, readLaw, type Law } from '../law/module.ts';
import { isOrderedElsewhere } from './linked-cases.store.ts';
import { findCase, nextVersion } from './violence-case.store.ts';
import { caseNotOpened, checkCaseVersion, checkCategory, checkNotErased, type ViolenceCase } from './violence-case.ts';

interface CaseRequest extends StepRequest {
  /** Of the case, not of its incident; 0 for any. */
  readonly expectedVersion: number;
}

/** The case of a step: its incident is locked, and the caller may access it. */
export interface CaseStep<Found> {
  readonly violence: Found;
  /** Empty unless the step is judged by it. */
  readonly law: Law;
  /** Whether another case of the offender has an urgent order; false unless the step asks. */
  readonly isOrderedElsewhere: boolean;
  readonly incident: IncidentCase;
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

interface SavedPart<Part> {
  readonly part: Part;
  /** The next version of the case. */
  readonly version: number;
  readonly incidentId: string;
}

/**
 * The declaration of a step of one case, without what all steps share: checks, the versions of case and incident, and
 * the history.
 */
interface CaseStepDeclaration<Request extends object, Response, Command, Part, Found> {
  readonly parse: (request: Request, fields: Fields<Request>) => Command;
  /** Reads the law for the decision. */
  readonly isJudged?: boolean;
  /** Looks for urgent orders in other cases of the offender. */
  readonly asksElsewhere?: boolean;
  readonly decide: (step: CaseStep<Found>, command: Command) => Decision<PartChange<Part>>;
  readonly save: (tx: EntityManager, part: Part, incident: IncidentCase) => Promise<void>;
  readonly events?: (part: Part, incident: IncidentCase) => readonly NewEvent[];
  readonly reply: (saved: SavedPart<Part>) => Response;
  /** See `WriteDeclaration.complete`. */
  readonly complete?: (response: Response, call: CallContext, command: Command) => Response | Promise<Response>;
}

/** Declares a step of a case that is open. */
export function caseStep<Request extends CaseRequest, Response extends object, Command, Part>(
  shared: IncidentSteps,
  method: UnaryMethod<Request, Response>,
  declaration: CaseStepDeclaration<Request, Response, Command, Part, ViolenceCase>,
): Rpc {
  return stepOf(shared, method, (violence) => violence ?? caseNotOpened(), declaration);
}

/** Declares a step of a case that is open, or that this step opens. */
export function openingStep<Request extends CaseRequest, Response extends object, Command, Part>(
  shared: IncidentSteps,
  method: UnaryMethod<Request, Response>,
  declaration: CaseStepDeclaration<Request, Response, Command, Part, ViolenceCase | undefined>,
): Rpc {
  return stepOf(shared, method, (violence) => violence, declaration);
}

function stepOf<
  Request extends CaseRequest,
  Response extends object,
  Command,
  Part,
  Found extends ViolenceCase | undefined,
>(
  shared: IncidentSteps,
  method: UnaryMethod<Request, Response>,
  requireOpen: (violence: ViolenceCase | undefined) => Decision<Found>,
  declaration: CaseStepDeclaration<Request, Response, Command, Part, Found>,
): Rpc {
  const { parse, isJudged = false, asksElsewhere = false, decide, save, events, reply, complete } = declaration;
  return incidentStep(shared, method, {
    parse: (request: Request, fields: Fields<Request>) => ({
      expectedCaseVersion: request.expectedVersion,
      own: parse(request, fields),
    }),
    expectedVersion: () => 0,
    async load(tx, incident, { expectedCaseVersion }) {
      const refusal = checkCategory(incident) ?? checkNotErased(incident);
      if (refusal !== undefined) return refusal;
      const found = await findCase(tx, shared.keyring, incident.incidentId);
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
    decide({ incident, loaded: { violence, law, isOrderedElsewhere: isElsewhere }, now, newId }, { own }) {
      const decided = decide({ violence, law, isOrderedElsewhere: isElsewhere, incident, now, newId }, own);
      if (isRefused(decided)) return decided;
      const { kind, details = {}, part } = decided;
      const change: CaseChange & Omit<SavedPart<Part>, 'incidentId'> = {
        incident,
        kind,
        happenedAt: now,
        details,
        part,
        version: (violence?.version ?? 0) + 1,
      };
      return change;
    },
    async save(tx, { before, change: { part, version } }) {
      await save(tx, part, before);
      await nextVersion(tx, before.incidentId, version - 1);
    },
    events: ({ before, change }) => events?.(change.part, before) ?? [],
    reply: ({ before: { incidentId }, change: { part, version } }) => reply({ part, version, incidentId }),
    ...(complete === undefined
      ? {}
      : {
          complete: (response: Response, call: CallContext, { own }: { own: Command }) => complete(response, call, own),
        }),
  });
}
