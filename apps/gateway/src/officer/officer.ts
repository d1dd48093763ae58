/** What residents may know about the officer who is responsible for a place. */
export interface OfficerAnswer {
  /** Absent if the officer shows none. */
  readonly profile: OfficerProfile | undefined;
  /** Empty if there is none, or a profile. */
  readonly stationPhone: string;
  /** The officer is invented. */
  readonly isDemonstration: boolean;
}

export interface OfficerProfile {
  readonly name: string;
  /** E.164; empty if there is none. */
  readonly dutyPhone: string;
  readonly officeHours: readonly OfficeHours[];
  /** Codes of ISO 639. */
  readonly languages: readonly string[];
}

interface OfficeHours {
  /** From 1, Monday. */
  readonly weekday: number;
  /** "HH:MM", time of Kyiv. */
  readonly opens: string;
  readonly closes: string;
}

/** Reads the answer of a hromada, by its code. */
export type ReadOfficer = (hromadaCode: string) => Promise<OfficerAnswer>;
