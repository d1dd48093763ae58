/** What residents may know about the officer who is responsible for a place. */
export interface OfficerAnswer {
  /** Absent if the officer shows none. */
  readonly profile: OfficerProfile | undefined;
  /** In which role the officer serves the place now. */
  readonly role: OfficerRole | undefined;
  /** Empty if there is none, or a profile. */
  readonly stationPhone: string;
  /** Parts of the hromada have officers of their own, and the place names none of them. */
  readonly hasFinerBeats: boolean;
}

/** A deputy serves while there is no primary officer or that one is away, a district officer where there is neither. */
export type OfficerRole = 'primary' | 'deputy' | 'district';

export interface OfficerProfile {
  readonly name: string;
  /** E.164; empty if there is none. */
  readonly dutyPhone: string;
  readonly officeHours: readonly OfficeHours[];
  /** Codes of ISO 639. */
  readonly languages: readonly string[];
  /** Empty if there is no portrait, or no photo store. */
  readonly photoUrl: string;
}

interface OfficeHours {
  /** From 1, Monday. */
  readonly weekday: number;
  /** "HH:MM", time of Kyiv. */
  readonly opens: string;
  readonly closes: string;
}

/** Reads the answer of a hromada or settlement, by its code. */
export type ReadOfficer = (placeCode: string) => Promise<OfficerAnswer>;
