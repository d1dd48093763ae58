import type { IllegalStep, Responder } from './incident-case.ts';
import { enumerated } from './legal-steps.ts';
import type { FurtherProgress } from './responder-progress.ts';
import { latest } from './step-time.ts';

/** Sent, and neither arrived nor called back. */
export function isOnItsWay({ onSceneAt, cancelledAt }: Responder): boolean {
  return onSceneAt === undefined && cancelledAt === undefined;
}

/** What can be told of a responder as it stands. */
export function furtherProgress({ enRouteAt, onSceneAt, leftAt, cancelledAt }: Responder): FurtherProgress[] {
  if (leftAt !== undefined || cancelledAt !== undefined) return [];
  if (onSceneAt !== undefined) return ['left'];
  return enRouteAt === undefined ? ['en_route', 'on_scene', 'cancelled'] : ['on_scene', 'cancelled'];
}

const WORDS: Readonly<Record<FurtherProgress, string>> = {
  en_route: 'be en route',
  on_scene: 'be on scene',
  left: 'leave',
  cancelled: 'be called back',
};

/** Says where the responder is and what can follow. */
export function illegalProgress(responder: Responder): IllegalStep {
  const words = furtherProgress(responder).map((progress) => WORDS[progress]);
  const legal = words.length === 0 ? 'nothing can follow' : `it can ${enumerated(words)}`;
  return { illegal: 'STEP_ILLEGAL', message: `the responder ${standing(responder)}: ${legal}` };
}

function standing({ enRouteAt, onSceneAt, leftAt, cancelledAt }: Responder): string {
  if (cancelledAt !== undefined) return 'was called back';
  if (leftAt !== undefined) return 'has left';
  if (onSceneAt !== undefined) return 'is on scene';
  return enRouteAt === undefined ? 'was dispatched' : 'is en route';
}

/** When its last step was. */
export function lastTime({ dispatchedAt, enRouteAt, onSceneAt }: Responder): Date {
  return latest(latest(dispatchedAt, enRouteAt ?? dispatchedAt), onSceneAt ?? dispatchedAt);
}
