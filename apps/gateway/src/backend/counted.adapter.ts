import { answersUsed } from '@safe-community/telemetry';
import * as pure from './remembered.ts';

/** Remembers the answers of a read by key, and counts where they came from. */
export function remembered<Value>(
  read: (key: string) => Promise<Value>,
  memory: pure.Memory,
  now: () => number = () => performance.now(),
): (key: string) => Promise<Value> {
  return pure.remembered(read, memory, now, (source) => answersUsed.add(1, { 'safe_community.answer.source': source }));
}
