import type { Attributes, Incident } from '../incident/module.ts';

/** The attribute by which a report names its school. */
const SCHOOL_ATTRIBUTE = 'school_edrpou';

/** A school that a report names. */
export interface NamedSchool {
  readonly edrpou: string;
  /** Undefined while the directory does not have it. */
  readonly oblastCode: string | undefined;
}

/** Finds the schools that reports name: the only statement that such a report needs besides its insert. */
export interface SchoolFinder {
  /** Undefined, without a statement, if the report names none. */
  named(report: Pick<Incident['personal'], 'attributes'>): Promise<NamedSchool | undefined>;
}

/** Undefined if the report names none. */
export function namedSchool(attributes: Attributes): string | undefined {
  const edrpou = attributes[SCHOOL_ATTRIBUTE];
  return edrpou !== undefined && /^\d{8}$/.test(edrpou) ? edrpou : undefined;
}

/** By the rule of LinkSchool: a known school of the same oblast. Otherwise the report is kept, and its link waits. */
export function linkOfReport(named: NamedSchool | undefined, oblastCode: string): Incident['school'] {
  return named && { edrpou: named.edrpou, linked: named.oblastCode === oblastCode };
}
