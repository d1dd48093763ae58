import { IncidentCategory, IncidentState, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import { CATEGORIES, type Category } from '../../domain/category.ts';
import { CHANNELS, type Channel } from '../../domain/channel.ts';
import type { IncidentState as State } from '../../domain/incident.ts';

const CATEGORY_OF = new Map<number, Category>(CATEGORIES.map((name) => [categoryNumber(name), name]));
const CHANNEL_OF = new Map<number, Channel>(CHANNELS.map((name) => [channelNumber(name), name]));
const STATE_NUMBERS = { received: IncidentState.RECEIVED, on_scene: IncidentState.ON_SCENE } as const;

/** None for 0 and for numbers of a later version. */
export function toCategory(number: number): Category | undefined {
  return CATEGORY_OF.get(number);
}

export function toChannel(number: number): Channel | undefined {
  return CHANNEL_OF.get(number);
}

export function categoryNumber(category: Category) {
  return IncidentCategory[category.toUpperCase() as Uppercase<Category>];
}

export function channelNumber(channel: Channel) {
  return ReportChannel[channel.toUpperCase() as Uppercase<Channel>];
}

export function stateNumber(state: State) {
  return STATE_NUMBERS[state];
}
