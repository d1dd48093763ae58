import type { Category } from '../../domain/catalogue/category.ts';
import type { IncidentState } from '../../domain/course/incident-state.ts';
import type { ReadPorts } from '../reading/sensitive-reads.ts';

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

interface PhoneSearch {
  /** In the one form in which telephones are stored. */
  readonly phone: string;
  /** Whether reports of sensitive categories are looked for as well. */
  readonly sensitive: boolean;
  /** Absent for the first page. */
  readonly olderThan: string | undefined;
  readonly most: number;
}

export interface ReporterFinder {
  /** Newest first. */
  find(search: PhoneSearch): Promise<FoundReport[]>;
  /** What a page token of the telephone is bound to: tells nothing of it. */
  markOf(phone: string): Uint8Array;
}

export interface ReporterSearchPorts extends ReadPorts {
  readonly finder: ReporterFinder;
}
