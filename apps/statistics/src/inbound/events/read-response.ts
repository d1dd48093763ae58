import type { Response } from '../../domain/response-time.ts';
import { responseOf } from '../../domain/response-time.ts';
import { categoryOf, timeOf } from './read-event.ts';

interface Responded {
  readonly category: number;
  readonly receivedTime?: Date | undefined;
  readonly onSceneTime?: Date | undefined;
}

/** The response time of an incident whose first responder has reached the scene. */
export function readResponse(message: Responded): Response {
  const received = timeOf(message.receivedTime, 'received_time');
  const onScene = timeOf(message.onSceneTime, 'on_scene_time');
  return responseOf(categoryOf(message), received, onScene);
}

/** Of those of these incidents that somebody has reached. */
export function readResponses(messages: readonly Responded[]): Response[] {
  return messages.filter(({ onSceneTime }) => onSceneTime !== undefined).map(readResponse);
}
