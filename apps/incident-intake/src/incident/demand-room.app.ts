import { checkRoom, type Part } from './parts.ts';

/** Refuses one part more than an incident takes. It must be locked. */
export function demandRoom(part: Part, before: number): void {
  const full = checkRoom(part, before);
  if (full !== undefined) throw full;
}
