import { checkText, unless, type Violation } from '@safe-community/domain-kit';

const LONGEST_REASON = 200;
const SHORTEST_REASON = 3;

/** Why somebody reads an incident; required for sensitive ones. */
export function checkReadReason(reason: string, required: boolean): Violation[] {
  if (reason === '' && !required) return [];
  return [
    ...unless(
      [...reason.trim()].length >= SHORTEST_REASON,
      'reason',
      `must say why it is read, in ${SHORTEST_REASON} to ${LONGEST_REASON} characters`,
    ),
    ...checkText(reason, 'reason', { most: LONGEST_REASON, lines: true }),
  ];
}
