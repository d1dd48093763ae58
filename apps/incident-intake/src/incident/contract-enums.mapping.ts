import { ResponderProgress } from '@safe-community/contracts/incidents/v1/course.ts';
import { IncidentState, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import { INCIDENT_STATES, type IncidentState as State } from './states.ts';
import { RESPONDER_PROGRESS, type FurtherProgress, type ResponderProgress as HowFar } from './responders.ts';
import { CHANNELS, type Channel } from './channel.ts';

export {
  categoryNumber,
  responderKindNumber,
  toCategory,
  toResponderKind,
  toUrgency,
  urgencyNumber,
} from '../catalogue/module.ts';

const CHANNEL_OF = new Map<number, Channel>(CHANNELS.map((name) => [channelNumber(name), name]));
const STATE_OF = new Map<number, State>(INCIDENT_STATES.map((name) => [stateNumber(name), name]));
const FURTHER_OF = new Map<number, FurtherProgress>(
  RESPONDER_PROGRESS.flatMap((name) => (name === 'dispatched' ? [] : [[responderProgressNumber(name), name]])),
);

/** Undefined for 0 and for numbers of a later version, as for the others. */
export function toChannel(number: number): Channel | undefined {
  return CHANNEL_OF.get(number);
}

export function toState(number: number): State | undefined {
  return STATE_OF.get(number);
}

/** What may be recorded of a responder who was sent. */
export function toFurtherProgress(number: number): FurtherProgress | undefined {
  return FURTHER_OF.get(number);
}

export function channelNumber(channel: Channel) {
  return ReportChannel[channel.toUpperCase() as Uppercase<Channel>];
}

export function stateNumber(state: State) {
  return IncidentState[state.toUpperCase() as Uppercase<State>];
}

export function responderProgressNumber(progress: HowFar) {
  return ResponderProgress[progress.toUpperCase() as Uppercase<HowFar>];
}
