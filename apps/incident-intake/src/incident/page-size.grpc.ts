import type { Violation } from '@safe-community/domain-kit';
import { unless } from '@safe-community/domain-kit';

const DEFAULT = 50;
const LARGEST = 500;

/** Of every list. */
export function pageSizeViolations(pageSize: number): Violation[] {
  return unless(pageSize <= LARGEST, 'page_size', `must be at most ${LARGEST}`);
}

/** @param asked 0 when the caller leaves it to us. */
export function pageSizeOf(asked: number): number {
  return asked === 0 ? DEFAULT : asked;
}
