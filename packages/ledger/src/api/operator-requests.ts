import type { Violation } from '@safe-community/domain-kit';

const LONGEST_REASON = 500;

export function requestIdViolations(requestId: string): Violation[] {
  return unless(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(requestId), 'request_id', 'must be a UUID');
}

/** Of a decision that stays on record. */
export function reasonViolations(reason: string): Violation[] {
  return [
    ...unless(reason.trim() !== '', 'reason', 'must not be empty'),
    ...unless(reason.length <= LONGEST_REASON, 'reason', `must be at most ${LONGEST_REASON} characters`),
    ...unless(!/[\p{Cc}\p{Cf}\p{Cs}\ufffd]/u.test(reason), 'reason', 'must hold no control or invisible characters'),
  ];
}

export function unless(holds: boolean, field: string, rule: string): Violation[] {
  return holds ? [] : [{ field, rule }];
}
