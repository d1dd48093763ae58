import { isPlausible, unless, type Violation } from '@safe-community/domain-kit';

/** What another system says of the past of a camera; what is undefined begins now. */
export interface Past {
  /** Since when it is in the stock of the unit. */
  readonly registeredAt: Date | undefined;
  /** The officer who has it; empty if it is in stock. */
  readonly officerId: string;
  /** Since when that officer has it. */
  readonly issuedAt: Date | undefined;
}

export function checkPast({ registeredAt, officerId, issuedAt }: Past, now: Date): Violation[] {
  const isPast = (time: Date | undefined) => time === undefined || isPlausible(time, now);
  return [
    ...unless(isPast(registeredAt), 'registered_time', 'must be between 1991 and now'),
    ...unless(isPast(issuedAt), 'issued_time', 'must be between 1991 and now'),
    ...unless(issuedAt === undefined || officerId !== '', 'officer_id', 'must be given with issued_time'),
    ...unless(
      issuedAt === undefined || issuedAt >= (registeredAt ?? now),
      'issued_time',
      'must not be before registered_time, which is now if it is absent',
    ),
  ];
}

/** Nothing begins after now, although the clock of the other system may be a little ahead. */
export function notAfter(now: Date, time: Date = now): Date {
  return time > now ? now : time;
}
