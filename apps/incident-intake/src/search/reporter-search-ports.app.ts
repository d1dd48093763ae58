import type { Category } from '../catalogue/category.ts';
import type { IncidentState } from '../incident/states.ts';
import type { ReadPorts } from '../incident/sensitive-reads.app.ts';

/** A report as it is found: nothing personal. */
export interface FoundReport {
  readonly incidentId: string;
  readonly category: Category;
  readonly state: IncidentState;
  readonly receivedAt: Date;
  readonly oblastCode: string;
  readonly hromadaCode: string;
  readonly demonstration: boolean;
}

export interface ReporterFinder {
  /**
   * Newest first, at most so many, those with an id below `before`.
   * @param phone in the one form in which telephones are stored.
   */
  find(phone: string, before: string | undefined, most: number): Promise<FoundReport[]>;
  /** What a page token of the telephone is bound to: tells nothing of it. */
  markOf(phone: string): Uint8Array;
}

export interface ReporterSearchPorts extends ReadPorts {
  readonly finder: ReporterFinder;
}
