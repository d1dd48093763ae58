import { Refusal, isRefused, notFound, type Decision } from '@safe-community/domain-kit';
import type { EntityManager } from '@safe-community/database';
import type { NewEvent } from '@safe-community/events';
import type { Rights } from '@safe-community/security/policy';
import type { Caller } from '@safe-community/grpc-kit';
import type { AnswerCodec, RequestKey } from '@safe-community/ledger';
import type { CategoryPolicy } from '../catalogue/category-policy.ts';
import { type CaseChange, type IncidentCase } from './incident-case.ts';
import { latest } from '@safe-community/domain-kit';
import type { Actor } from './actor.ts';
import type { CasePorts } from './case-ports.app.ts';
import { requireAccess } from './access.adapter.ts';
import { eventsOfChange } from './incident.events.ts';

/** Who asks for a step of which incident, and why. */
export interface StepOrder {
  readonly key: RequestKey;
  readonly caller: Caller;
  readonly actingUser: string;
  readonly rights: Rights;
  /** UUID in lower case. */
  readonly incidentId: string;
  /** 0 for whatever it is. */
  readonly expectedVersion: number;
  readonly reason: string;
}

/** A step under way, within its transaction. */
export interface Step {
  readonly em: EntityManager;
  readonly incident: IncidentCase;
  readonly policy: CategoryPolicy;
  readonly now: Date;
  readonly actor: Actor;
  /** Saves the change and tells its facts, the further ones after them. An illegal step is refused. */
  readonly save: (outcome: Decision<CaseChange>, further?: readonly NewEvent[]) => Promise<IncidentCase>;
}

/** Carries out a step of one incident: what it saves, tells and answers commits as one. */
export function changeIncident<Response>(
  ports: CasePorts,
  order: StepOrder,
  answer: AnswerCodec<Response>,
  carryOut: (step: Step) => Promise<Response>,
): Promise<Response> {
  return ports.unitOfWork.run(order.key, answer, async (em) => {
    const events: NewEvent[] = [];
    const step = await beginStep(ports, em, order, events);
    return { response: await carryOut(step), events, about: [order.incidentId] };
  });
}

/** Locks the incident of a step and sees whether the caller may change it. Facts go to `events`. */
async function beginStep(
  { cases, catalogue, origin }: CasePorts,
  em: EntityManager,
  order: StepOrder,
  events: NewEvent[],
): Promise<Step> {
  const incident = await cases.lock(em, order.incidentId);
  if (incident === undefined) throw notFound('incident');
  requireAccess(order.rights, incident, order.incidentId);
  demandVersion(incident, order.expectedVersion);
  const actor = { system: order.caller.name, actingUser: order.actingUser };
  return {
    em,
    incident,
    policy: catalogue.policy(incident.category),
    // Another replica's clock may be ahead of this one's: the course runs on from what it told.
    now: latest(incident.stateSince, origin.now()),
    actor,
    async save(outcome, further = []) {
      if (isRefused(outcome)) throw outcome;
      const saved = await cases.save(em, outcome, actor, order.reason);
      const facts = [...eventsOfChange(incident, saved, outcome.happenedAt), ...further];
      events.push(...facts.map((fact) => ({ ...fact, synthetic: incident.synthetic })));
      return saved;
    },
  };
}

function demandVersion({ version, state }: IncidentCase, expected: number): void {
  if (expected === 0 || expected === version) return;
  throw new Refusal('aborted', `the incident has changed since: it is at version ${version}, state ${state}`, {
    reason: 'VERSION_CHANGED',
  });
}
