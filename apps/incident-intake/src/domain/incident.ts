import type { Casualties } from './casualties.ts';
import { isSensitive, type Category } from './category.ts';
import type { Channel } from './channel.ts';
import type { Point } from './place.ts';
import type { Report, Reporter } from './report.ts';

export type IncidentState = 'received' | 'on_scene';

/** A report that was taken. */
export interface Incident {
  /** UUID version 7 of the time of receipt, so that ids sort as receipts do. */
  readonly incidentId: string;
  readonly state: IncidentState;
  readonly category: Category;
  readonly channel: Channel;
  readonly hromadaCode: string;
  readonly oblastCode: string;
  readonly starostaDistrictCode: string;
  readonly occurredAt: Date;
  readonly receivedAt: Date;
  readonly onSceneAt: Date | undefined;
  readonly casualties: Casualties;
  /** Empty while nobody answers for the place. */
  readonly responsibleOfficerId: string;
  readonly source: Source | undefined;
  readonly demonstration: boolean;
  /** A point that points to nobody: absent for sensitive categories. */
  readonly openLocation: Point | undefined;
  readonly personal: Personal;
}

/** The system that an imported incident comes from, and its id there. */
interface Source {
  readonly system: string;
  readonly externalId: string;
}

/** What only those entitled may read; stored encrypted. */
export interface Personal {
  readonly description: string;
  readonly reporter: Reporter | undefined;
  /** The point of a sensitive incident. */
  readonly location: Point | undefined;
}

/** What the caller of `receive` has found out and decided. */
export interface Receipt {
  readonly incidentId: string;
  readonly receivedAt: Date;
  readonly oblastCode: string;
  readonly responsibleOfficerId: string;
  readonly onSceneAt?: Date;
  readonly source?: Source;
}

/** Takes a checked report. */
export function receive(report: Report, receipt: Receipt): Incident {
  const sensitive = isSensitive(report.category);
  return {
    incidentId: receipt.incidentId,
    state: receipt.onSceneAt === undefined ? 'received' : 'on_scene',
    category: report.category,
    channel: report.channel,
    hromadaCode: report.hromadaCode,
    oblastCode: receipt.oblastCode,
    starostaDistrictCode: report.starostaDistrictCode,
    occurredAt: report.occurredAt ?? receipt.receivedAt,
    receivedAt: receipt.receivedAt,
    onSceneAt: receipt.onSceneAt,
    casualties: report.casualties,
    responsibleOfficerId: receipt.responsibleOfficerId,
    source: receipt.source,
    demonstration: report.demonstration,
    openLocation: sensitive ? undefined : report.location,
    personal: {
      description: report.description,
      reporter: report.reporter,
      location: sensitive ? report.location : undefined,
    },
  };
}
