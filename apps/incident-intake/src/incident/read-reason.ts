import { checkText } from './plain-text.ts';
import { unless, type Violation } from './violation.ts';

const LONGEST_REASON = 200;
const SHORTEST_REASON = 3;

/** Why somebody reads an incident: those who may read a sensitive one must say it. */
export function checkReadReason(reason: string, required: boolean): Violation[] {
  if (reason === '' && !required) return [];
  return [
    ...unless(
      [...reason.trim()].length >= SHORTEST_REASON,
      'reason',
      `must say why it is read, in ${SHORTEST_REASON} to ${LONGEST_REASON} characters`,
    ),
    ...checkText(reason, 'reason', LONGEST_REASON),
  ];
}
