import type { Addition } from '../follow-up/addition.ts';
import type { Channel } from '../reporting/channel.ts';
import type { Reporter } from '../reporting/report.ts';

/** The report of a duplicate, as it is shown with the incident that stays. */
export interface MergedReport {
  readonly incidentId: string;
  readonly channel: Channel;
  readonly receivedAt: Date;
  readonly description: string;
  readonly reporter: Reporter | undefined;
  /** The last ones, oldest first. */
  readonly additions: readonly Addition[];
}
