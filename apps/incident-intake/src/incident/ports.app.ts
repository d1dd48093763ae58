import type { Committed, RecordedEvent, RequestKey } from '@safe-community/ledger';
import type { Actor } from './actor.ts';
import type { Seen } from './access.adapter.ts';
import type { Category } from '../catalogue/category.ts';
import type { IncidentState } from './states.ts';
import type { Incident } from './incident.ts';

/** A taken report with its facts and the answer to be given, to be committed as one. */
export interface Entry {
  readonly key: RequestKey;
  readonly response: Uint8Array;
  readonly incident: Incident;
  /** Who reported it. */
  readonly actor: Actor;
  /** For who looks in the audit. */
  readonly about: readonly string[];
  readonly events: readonly RecordedEvent[];
}

export interface IncidentStore {
  /**
   * Resolves when the entry is on disk. A repeated request changes nothing and
   * gets the first answer; a used id with another body is refused.
   */
  commit(entry: Entry): Promise<Committed>;
}

export interface IncidentFilter {
  /** Empty for all. */
  readonly hromadaCode: string;
  /** One at least. */
  readonly categories: readonly Category[];
  readonly receivedFrom: Date | undefined;
  readonly receivedTo: Date | undefined;
  /** Empty for all. */
  readonly states: readonly IncidentState[];
  /** Empty for all. */
  readonly oblastCode: string;
  /** Empty for all. */
  readonly responsibleOfficerId: string;
  /** Open ones for which nobody answers. */
  readonly unroutedOnly: boolean;
  /** Open ones whose next step is late at `asOf`, or was escalated. */
  readonly overdueOnly: boolean;
  /** When the list is asked for. */
  readonly asOf: Date;
}

/** An incident whose personal data is still encrypted. */
interface ClosedIncident extends Seen {
  /** Decrypts it, for a caller who is entitled to it. Throws when the stored data is not what was sealed. */
  open(): Incident;
}

export interface IncidentReader {
  find(incidentId: string): Promise<ClosedIncident | undefined>;
  /** Newest first, those with an id below `olderThan`; without personal data. */
  list(filter: IncidentFilter, olderThan: string | undefined, most: number): Promise<Incident[]>;
}

/** Who is responsible where, as the registry's events say. */
export interface BeatBook {
  /** The officer who is responsible for a place now; empty when nobody is. Unavailable until the memory is filled. */
  responsible(hromadaCode: string, districtCode: string): string;
  /** The deputy besides the responsible officer; empty when there is none in service. */
  deputy(hromadaCode: string, districtCode: string, responsibleOfficerId: string): string;
}

/** The secrets by which reporters follow their reports; none is stored anywhere. */
export interface TrackingTokens {
  /** The token of an incident, the same each time. Not to be kept or logged. */
  of(incidentId: string): string;
  /** The incident whose token this is; none when it was never given out. In constant time. */
  read(token: string): string | undefined;
}

/** Time and ids come from outside, so that a test can give them. */
export interface Origin {
  now(): Date;
  /** A UUID version 7 of that time. */
  newId(at: Date): string;
}
