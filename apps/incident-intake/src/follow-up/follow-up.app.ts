import { isRefused, type Decision } from '@safe-community/domain-kit';
import type { FollowUpKind } from '@safe-community/contracts/incidents/events/v1/case_events.ts';
import type { PublicStatus } from '@safe-community/contracts/incidents/v1/reporter_service.ts';
import type { EntityManager } from '@safe-community/database';
import { reporterFollowedUp, type NewEvent } from '@safe-community/events';
import type { AnswerCodec, RequestKey } from '@safe-community/ledger';
import type { CategoryPolicy } from '../catalogue/category-policy.ts';
import { type CaseChange, type IncidentCase } from '../incident/incident-case.ts';
import { latest } from '@safe-community/domain-kit';
import type { Actor } from '../incident/actor.ts';
import { stateNumber } from '../incident/contract-enums.mapping.ts';
import { eventsOfChange } from '../incident/incident.events.ts';
import { incidentOf, placeOf } from '../incident/incident.events.ts';
import type { FollowUpPorts } from './follow-up-ports.app.ts';
import { noSuchReport, reportOfToken } from './report-of-token.app.ts';
import { statusMessage } from './status-message.app.ts';

/** What a reporter wants, by the token of the report. */
export interface FollowUpOrder {
  readonly key: RequestKey;
  /** The system that the reporter uses. */
  readonly actor: Actor;
  readonly token: string;
}

/** What is decided of a locked incident. */
interface Outcome {
  readonly outcome: Decision<CaseChange>;
  /** Kept in the history, sealed; may be empty. */
  readonly reason: string;
}

type Decide = (em: EntityManager, incident: IncidentCase, policy: CategoryPolicy, now: Date) => Promise<Outcome>;

interface StatusAnswer {
  status: PublicStatus | undefined;
}

/**
 * Carries out what a reporter does: change, history, facts and answer commit as one. Whoever holds the token is the
 * reporter; the scope for sensitive incidents is for those who work on them.
 */
export function followUp(
  ports: FollowUpPorts,
  { key, actor, token }: FollowUpOrder,
  answer: AnswerCodec<StatusAnswer>,
  kind: FollowUpKind,
  decide: Decide,
): Promise<StatusAnswer> {
  const incidentId = reportOfToken(ports, token);
  return ports.unitOfWork.run(key, answer, async (em) => {
    const incident = await ports.cases.lock(em, incidentId);
    if (incident === undefined) throw noSuchReport();
    const now = latest(incident.stateSince, ports.origin.now());
    const { outcome, reason } = await decide(em, incident, ports.catalogue.policy(incident.category), now);
    if (isRefused(outcome)) throw outcome;
    const saved = await ports.cases.save(em, outcome, actor, reason);
    const standing = await ports.standings.findWithin(em, incidentId);
    if (standing === undefined) throw new Error('an incident went away while it was locked');
    const facts = [...eventsOfChange(incident, saved, outcome.happenedAt), followUpFact(saved, kind, now)];
    const events = facts.map((fact) => ({ ...fact, synthetic: incident.synthetic }));
    return { response: { status: statusMessage(standing, now) }, events, about: [incidentId] };
  });
}

function followUpFact(incident: IncidentCase, kind: FollowUpKind, followedUpTime: Date): NewEvent {
  const message = { ...incidentOf(incident), kind, state: stateNumber(incident.state), followedUpTime };
  return reporterFollowedUp.create(message, placeOf(incident));
}
