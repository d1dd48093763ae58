import { preconditionFailed } from '@safe-community/domain-kit';
import { noRoomFor, type Part } from './most-parts.ts';

/** Refuses one part more than an incident takes. It must be locked, so that nobody adds one meanwhile. */
export function demandRoom(part: Part, before: number): void {
  const full = noRoomFor(part, before);
  if (full !== undefined) throw preconditionFailed(full.illegal, full.message);
}
