import type { Incident } from '../incidents/module.ts';
import type { Recording, StoredRecording } from './recording.ts';

export const LINK_GROUNDS = ['officer', 'on_scene', 'time', 'same_hromada', 'same_oblast'] as const;
export type LinkGround = (typeof LINK_GROUNDS)[number];

/** An incident that a recording may show. */
export interface ProposedLink {
  readonly incidentId: string;
  /** 1 to 100. */
  readonly score: number;
  readonly grounds: readonly LinkGround[];
}

/** A person says which incident a recording shows. */
export interface ConfirmedLink {
  readonly recording: StoredRecording;
  readonly incident: Incident;
  /** The incident of the link before it; undefined if there was none. */
  readonly former: Incident | undefined;
  readonly at: Date;
}

/** A person takes back what somebody confirmed. */
export interface RemovedLink {
  readonly recording: StoredRecording;
  readonly former: Incident;
  readonly at: Date;
}

const MINUTE_MS = 60_000;
/** A camera may start late or run on after the responder has arrived. */
const SCENE_SLACK_MS = 10 * MINUTE_MS;
/** A patrol may be on its way for so long. */
const TIME_SLACK_MS = 60 * MINUTE_MS;
/** The longest time before a recording at which its incident may have been received: a patrol stays for hours. */
const EARLIEST_MS = 12 * 60 * MINUTE_MS;

const MAX_PROPOSALS = 20;

const WEIGHTS: Readonly<Record<LinkGround, number>> = {
  officer: 40,
  on_scene: 30,
  time: 15,
  same_hromada: 12,
  same_oblast: 3,
};

type Placed = Pick<Recording, 'startedAt' | 'durationMs' | 'officerId' | 'hromadaCode' | 'oblastCode'>;

/** When an incident must have been received for a recording to show it. */
export function searchTime({ startedAt, durationMs }: Pick<Placed, 'startedAt' | 'durationMs'>) {
  const end = startedAt.getTime() + durationMs;
  return { from: new Date(startedAt.getTime() - EARLIEST_MS), to: new Date(end + TIME_SLACK_MS) };
}

/**
 * The incidents that a recording may show, best first. A place alone proposes nothing: the officer or the time must fit
 * as well.
 */
export function proposeLinks(recording: Placed, incidents: readonly Incident[]): ProposedLink[] {
  return incidents
    .map((incident) => proposalOf(recording, incident))
    .filter(({ grounds }) => grounds.some((ground) => ground === 'on_scene' || ground === 'time'))
    .toSorted((a, b) => b.score - a.score || (a.incidentId < b.incidentId ? -1 : 1))
    .slice(0, MAX_PROPOSALS);
}

function proposalOf(recording: Placed, incident: Incident): ProposedLink {
  const { onSceneAt, policeOnSceneAt, occurredAt, receivedAt } = incident;
  const isDuring = (at: Date | undefined, slack: number): boolean => at !== undefined && isNear(recording, at, slack);
  const holds: Readonly<Record<LinkGround, boolean>> = {
    officer: attended(incident, recording.officerId),
    on_scene: isDuring(policeOnSceneAt, SCENE_SLACK_MS) || isDuring(onSceneAt, SCENE_SLACK_MS),
    time: isDuring(occurredAt, TIME_SLACK_MS) || isDuring(receivedAt, TIME_SLACK_MS),
    same_hromada: recording.hromadaCode !== '' && incident.hromadaCode === recording.hromadaCode,
    same_oblast: incident.oblastCode === recording.oblastCode,
  };
  const grounds = LINK_GROUNDS.filter((ground) => holds[ground]);
  const score = grounds.reduce((sum, ground) => sum + WEIGHTS[ground], 0);
  return { incidentId: incident.incidentId, score, grounds };
}

/** Where no crew is known, the responsible officer may have been there. */
function attended({ attendedBy, officerId: responsible }: Incident, officerId: string): boolean {
  return attendedBy.length > 0 ? attendedBy.includes(officerId) : responsible === officerId;
}

function isNear({ startedAt, durationMs }: Placed, at: Date, slack: number): boolean {
  return at.getTime() >= startedAt.getTime() - slack && at.getTime() <= startedAt.getTime() + durationMs + slack;
}
