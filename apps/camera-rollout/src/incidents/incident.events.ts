import { IncidentCategory, IncidentState, ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';
import { ResponderProgress } from '@safe-community/contracts/incidents/v1/course.ts';
import type { SqlPart, Step } from '@safe-community/database';
import {
  incidentReported,
  incidentRestored,
  incidentRouted,
  incidentStateChanged,
  incidentWithdrawn,
  responderArrived,
  responderProgressed,
} from '@safe-community/events';
import { on, type Received } from '@safe-community/ledger';
import type { Subscription } from '@safe-community/service-kit';
import { isSensitive, type KnownIncident } from './incident.ts';
import { forgetIncidents, incidentSteps, setCrews } from './incident.store.ts';

/** The words of the policy by the numbers of the contract, without UNSPECIFIED. */
export const CATEGORIES = new Map<IncidentCategory, string>(
  Object.entries(IncidentCategory).flatMap(([name, number]) => (number === 0 ? [] : [[number, name.toLowerCase()]])),
);

/** A case is open until then: also a resolved one. What is merged goes on in another incident. */
const ENDED: ReadonlySet<IncidentState> = new Set([
  IncidentState.CLOSED,
  IncidentState.REJECTED,
  IncidentState.DUPLICATE,
]);

/** What each of these events says of its incident. */
interface Located {
  readonly incidentId: string;
  readonly category: IncidentCategory;
  readonly hromadaCode: string;
  readonly oblastCode: string;
}

/** Recordings are uploaded at the end of a shift: a report by itself would wake this service for their links. */
export const GATHER_MS = 2_000;

/**
 * What recordings may show. Events may arrive for an incident whose report is not known: its row then begins with them.
 *
 * @param linked the incidents that recordings show.
 */
export function incidentEvents(linked: SqlPart): Subscription {
  const steps = incidentSteps(linked);
  return {
    producer: 'incidents',
    handlers: [
      on(incidentReported, (received) =>
        stepOf(received, steps.addIncidents, ({ occurredTime, receivedTime, responsibleOfficerId, ...message }) => ({
          ...known(message),
          occurredAt: occurredTime ?? receivedTime,
          receivedAt: receivedTime,
          officerId: responsibleOfficerId,
        })),
      ),
      on(responderArrived, (received) =>
        stepOf(received, steps.setOnScene, (message) => ({ ...known(message), at: message.onSceneTime })),
      ),
      on(responderProgressed, (received) => {
        const police = received.filter(({ message }) => message.kind === ResponderKind.POLICE);
        return [
          ...stepOf(police.filter(isOnScene), steps.setPoliceOnScene, (message) => ({
            ...known(message),
            at: message.progressTime,
          })),
          ...stepOf(police.filter(hasArrived), setCrews, ({ responderId, officerIds, onSceneTime, ...message }) => {
            const { incidentId, category } = known(message);
            // The producer names no crew of a sensitive incident; an event that did must not be stored either.
            return {
              incidentId,
              responderId,
              officerIds: isSensitive(category) ? [] : officerIds,
              arrivedAt: onSceneTime,
            };
          }),
        ];
      }),
      on(incidentRouted, (received) =>
        stepOf(received, steps.setOfficers, (message) => ({
          ...known(message),
          officerId: message.responsibleOfficerId,
        })),
      ),
      on(incidentStateChanged, (received) =>
        stepOf(received, steps.setOpen, ({ state, ...message }) => ({ ...known(message), isOpen: !ENDED.has(state) })),
      ),
      on(incidentWithdrawn, (received) =>
        stepOf(received, steps.setWithdrawn, (message) => ({ ...known(message), isWithdrawn: true })),
      ),
      on(incidentRestored, (received) =>
        stepOf(received, steps.setWithdrawn, (message) => ({ ...known(message), isWithdrawn: false })),
      ),
    ],
    forget: forgetIncidents,
  };
}

/** Events of tests have no recordings. */
function stepOf<Message extends Located, Item>(
  received: readonly Received<Message>[],
  save: (items: readonly Item[]) => Step,
  toItem: (message: Message) => Item,
): Step[] {
  const meant = received.filter(({ envelope }) => !envelope.isTest);
  return meant.length === 0 ? [] : [save(meant.map(({ message }) => toItem(message)))];
}

function isOnScene({ message }: Received<{ progress: ResponderProgress }>): boolean {
  return message.progress === ResponderProgress.ON_SCENE;
}

/** Also of later events, which may name another crew. */
function hasArrived({ message }: Received<{ onSceneTime: Date | undefined }>): boolean {
  return message.onSceneTime !== undefined;
}

/** Throws for a category of a later version: it may be sensitive. The event stays a dead letter until it is known. */
function known({ incidentId, category: number, hromadaCode, oblastCode }: Located): KnownIncident {
  const category = CATEGORIES.get(number);
  if (category === undefined) throw new UnknownCategory('category is unknown');
  // A few cases in a small place identify a person: of sensitive ones, nothing is stored below the oblast.
  return { incidentId, category, hromadaCode: isSensitive(category) ? '' : hromadaCode, oblastCode };
}

/** The message names a field, never a value. */
class UnknownCategory extends Error {
  override readonly name = 'UnknownCategory';
  readonly messageIsLoggable = true;
}
