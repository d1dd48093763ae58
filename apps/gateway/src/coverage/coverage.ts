/** What is known about the beats and officers of a hromada. */
export interface HromadaCoverage {
  readonly hromadaCode: string;
  readonly population: number;
  /** An estimate. */
  readonly populationCovered: number;
  readonly beats: number;
  readonly staffedBeats: number;
  readonly requiredBeats: number;
  /** Whether the programme applies now: neither occupied, at the front, nor merged into another hromada. */
  readonly isEligible: boolean;
}
