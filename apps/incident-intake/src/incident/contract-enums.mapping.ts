import { ResponderProgress } from '@safe-community/contracts/incidents/v1/course.ts';
import {
  IncidentCategory,
  IncidentState,
  ReportChannel,
  ResponderKind,
  Urgency,
} from '@safe-community/contracts/incidents/v1/incident.ts';
import { CATEGORIES, type Category } from '../catalogue/category.ts';
import { INCIDENT_STATES, type IncidentState as State } from './states.ts';
import { RESPONDER_PROGRESS, type FurtherProgress, type ResponderProgress as HowFar } from './responders.ts';
import { CHANNELS, type Channel } from '../reporting/channel.ts';
import { RESPONDER_KINDS, type ResponderKind as Kind } from '../catalogue/responder-kind.ts';
import { URGENCIES, type Urgency as HowUrgent } from '../catalogue/urgency.ts';

const CATEGORY_OF = new Map<number, Category>(CATEGORIES.map((name) => [categoryNumber(name), name]));
const CHANNEL_OF = new Map<number, Channel>(CHANNELS.map((name) => [channelNumber(name), name]));
const STATE_OF = new Map<number, State>(INCIDENT_STATES.map((name) => [stateNumber(name), name]));
const URGENCY_OF = new Map<number, HowUrgent>(URGENCIES.map((name) => [urgencyNumber(name), name]));
const KIND_OF = new Map<number, Kind>(RESPONDER_KINDS.map((name) => [responderKindNumber(name), name]));
const FURTHER_OF = new Map<number, FurtherProgress>(
  RESPONDER_PROGRESS.flatMap((name) => (name === 'dispatched' ? [] : [[responderProgressNumber(name), name]])),
);

/** None for 0 and for numbers of a later version; so are the others. */
export function toCategory(number: number): Category | undefined {
  return CATEGORY_OF.get(number);
}

export function toChannel(number: number): Channel | undefined {
  return CHANNEL_OF.get(number);
}

export function toState(number: number): State | undefined {
  return STATE_OF.get(number);
}

export function toUrgency(number: number): HowUrgent | undefined {
  return URGENCY_OF.get(number);
}

export function toResponderKind(number: number): Kind | undefined {
  return KIND_OF.get(number);
}

/** What may be told of a responder who was sent. */
export function toFurtherProgress(number: number): FurtherProgress | undefined {
  return FURTHER_OF.get(number);
}

export function categoryNumber(category: Category) {
  return IncidentCategory[category.toUpperCase() as Uppercase<Category>];
}

export function channelNumber(channel: Channel) {
  return ReportChannel[channel.toUpperCase() as Uppercase<Channel>];
}

export function stateNumber(state: State) {
  return IncidentState[state.toUpperCase() as Uppercase<State>];
}

export function urgencyNumber(urgency: HowUrgent) {
  return Urgency[urgency.toUpperCase() as Uppercase<HowUrgent>];
}

export function responderKindNumber(kind: Kind) {
  return ResponderKind[kind.toUpperCase() as Uppercase<Kind>];
}

export function responderProgressNumber(progress: HowFar) {
  return ResponderProgress[progress.toUpperCase() as Uppercase<HowFar>];
}
