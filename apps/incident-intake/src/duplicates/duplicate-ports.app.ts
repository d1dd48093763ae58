import type { EntityManager } from '@safe-community/database';
import type { SearchArea } from './search-area.ts';
import type { Incident } from '../incident/incident.ts';
import type { Point } from '../incident/place.ts';
import type { CasePorts, ReopenPorts } from '../incident/case-ports.app.ts';
import type { IncidentFinder } from '../reporting/module.ts';
import type { ReadPorts } from '../incident/sensitive-reads.app.ts';

/** Which incident was merged into which. All calls belong to the transaction of `em`. */
export interface MergeBook {
  /** The incident into which this one was merged; none when it was not, or there is no such incident. */
  primaryOf(em: EntityManager, incidentId: string): Promise<string | undefined>;
  /** How many others were merged into this one. */
  countDuplicates(em: EntityManager, incidentId: string): Promise<number>;
}

/** What is near, also across borders. */
interface Surroundings {
  /** Oblasts of the hromadas whose centres are so near to a point. */
  oblastsAround(point: Point, km: number): string[];
}

export interface CandidateReader {
  /**
   * Incidents of these oblasts that may be the same, those nearest in time, at most 500. Of sensitive ones points and
   * attributes are opened: only for a caller who is entitled to them and has said why.
   */
  candidates(subject: Incident, area: SearchArea, oblastCodes: readonly string[]): Promise<Incident[]>;
}

export interface MergePorts extends ReopenPorts {
  readonly merges: MergeBook;
}

export interface SuggestPorts extends ReadPorts, Pick<CasePorts, 'catalogue'> {
  readonly incidentReader: IncidentFinder;
  readonly candidates: CandidateReader;
  readonly territory: Surroundings;
}
