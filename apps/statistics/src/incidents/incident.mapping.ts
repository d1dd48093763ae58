import { kyivDay } from '../calendar/module.ts';
import { requireCode, requireTime, UncountableEvent } from '../counting/module.ts';
import { toCategory } from './category.mapping.ts';
import type { Category } from './category.ts';
import { harmOf, type Casualties, type CountedIncident, type Growth, type Harm } from './incident-count.ts';
import { responseOf, type Response } from './response-time.ts';

/** The fields of every event of an incident that counts: where, when, and as what. */
interface Located {
  readonly category: number;
  readonly receivedTime?: Date | undefined;
  readonly hromadaCode: string;
  readonly oblastCode: string;
  readonly demonstration: boolean;
}

/** All events of an incident lead to the same counters. */
export function toCountedIncident(message: Located, growth: Growth): CountedIncident {
  return {
    category: requireCategory(message),
    day: kyivDay(requireTime(message.receivedTime, 'received_time')),
    hromadaCode: requireCode(message.hromadaCode, 'hromada_code'),
    oblastCode: requireCode(message.oblastCode, 'oblast_code'),
    demonstration: message.demonstration,
    growth,
  };
}

export function toHarm(casualties?: Casualties): Harm {
  const harm = harmOf(casualties);
  if (harm === undefined) throw new UncountableEvent('casualties have more defenders than people');
  return harm;
}

interface Responded {
  readonly category: number;
  readonly receivedTime?: Date | undefined;
  readonly onSceneTime?: Date | undefined;
}

/** The response time of an incident whose first responder has reached the scene. */
export function toResponse(message: Responded): Response {
  const received = requireTime(message.receivedTime, 'received_time');
  const onScene = requireTime(message.onSceneTime, 'on_scene_time');
  const response = responseOf(requireCategory(message), received, onScene);
  if (response === undefined) throw new UncountableEvent('on_scene_time is before received_time');
  return response;
}

/** The response times of the incidents that a responder has reached. */
export function toResponses(messages: readonly Responded[]): Response[] {
  return messages.filter(({ onSceneTime }) => onSceneTime !== undefined).map(toResponse);
}

/** An event with a category of a later version stays a dead letter until this service knows the category. */
function requireCategory({ category }: { readonly category: number }): Category {
  const known = toCategory(category);
  if (known === undefined) throw new UncountableEvent('category is unknown');
  return known;
}
