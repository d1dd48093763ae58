import type { Clock } from '@safe-community/domain-kit';

/** The system clock alone, for a process without a database. */
export const systemTime: Clock = { now: () => new Date() };
