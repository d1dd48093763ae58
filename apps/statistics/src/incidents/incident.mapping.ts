import type { CountedBy, SchoolMatter as MatterEnum } from '@safe-community/contracts/incidents/v1/counted_by.ts';
import { kyivDay, type Day } from '../calendar/module.ts';
import { requireCode, requireTime, UncountableEvent, type Known } from '../counting/module.ts';
import { toCategory, toChannel, toSchoolMatter } from './category.mapping.ts';
import type { Category } from './category.ts';
import { detailOf, type Detail } from './detail-count.ts';
import type { CountedDuration } from './duration-count.ts';
import type { Located } from './event-count.ts';
import { harmOf, type Casualties, type CountedIncident, type Growth, type Harm } from './incident-count.ts';
import { responseOf, type Response } from './response-time.ts';

/** The fields of every event of an incident that counts: where and as what. */
export interface LocatedMessage {
  readonly category: number;
  readonly hromadaCode: string;
  readonly oblastCode: string;
}

interface ReceivedMessage extends LocatedMessage {
  readonly receivedTime?: Date | undefined;
  readonly countedBy?: CountedBy | undefined;
  /** Only events that change the number of incidents have it. */
  readonly schoolMatter?: MatterEnum;
}

/** The day of a time of an event; that of its record where an earlier version left the time out. */
export function dayIn({ knownOn }: Known<LocatedMessage>, time: Date | undefined): Day {
  return time === undefined ? knownOn : kyivDay(requireTime(time, 'the time'));
}

/** Where, as what, and on which day an event counts. */
export function toLocated({ message, knownOn }: Known<LocatedMessage>, day: Day): Located {
  return {
    category: requireCategory(message),
    day,
    knownOn,
    hromadaCode: requireCode(message.hromadaCode, 'hromada_code'),
    oblastCode: requireCode(message.oblastCode, 'oblast_code'),
  };
}

/** All events of an incident lead to the same counters. */
export function toCountedIncident(event: Known<ReceivedMessage>, growth: Growth): CountedIncident {
  const { receivedTime, countedBy, schoolMatter } = event.message;
  return {
    ...toLocated(event, kyivDay(requireTime(receivedTime, 'received_time'))),
    channel: countedBy && toChannel(countedBy.channel),
    detail: toDetail(countedBy),
    // One of a later version is not known.
    schoolMatter: toSchoolMatter(schoolMatter ?? 0),
    growth,
  };
}

function toDetail(countedBy: CountedBy | undefined): Detail | undefined {
  if (countedBy === undefined) return undefined;
  return detailOf(countedBy.settlementCode, countedBy.starostaDistrictCode, countedBy.attributes);
}

export function toHarm(casualties?: Casualties): Harm {
  const harm = harmOf(casualties);
  if (harm === undefined) throw new UncountableEvent('casualties have more defenders than people');
  return harm;
}

interface Responded extends ReceivedMessage {
  readonly onSceneTime?: Date | undefined;
}

/** The response time of an incident whose first responder has reached the scene. */
export function toResponse(message: Omit<Responded, 'hromadaCode' | 'oblastCode'>): Response {
  const received = requireTime(message.receivedTime, 'received_time');
  const onScene = requireTime(message.onSceneTime, 'on_scene_time');
  const response = responseOf(requireCategory(message), received, onScene);
  if (response === undefined) throw new UncountableEvent('on_scene_time is before received_time');
  return response;
}

/** The response times of the incidents that a responder has reached. */
export function reached<Message extends Responded>(events: readonly Known<Message>[]): Known<Message>[] {
  return events.filter(({ message }) => message.onSceneTime !== undefined);
}

/** The time until the first responder was at the scene, on the day of receipt. */
export function toFirstResponse(event: Known<Responded>, by: 1 | -1): CountedDuration {
  const { milliseconds } = toResponse(event.message);
  const located = toLocated(event, kyivDay(requireTime(event.message.receivedTime, 'received_time')));
  return { ...located, measure: 'response_time', responder: undefined, milliseconds, by };
}

/** An event with a category of a later version stays a dead letter until this service knows the category. */
function requireCategory({ category }: { readonly category: number }): Category {
  const known = toCategory(category);
  if (known === undefined) throw new UncountableEvent('category is unknown');
  return known;
}
