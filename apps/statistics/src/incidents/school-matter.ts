/** What happened at a school, as in the contract. */
export const SCHOOL_MATTERS = ['bullying', 'drugs', 'crime'] as const;
export type SchoolMatter = (typeof SCHOOL_MATTERS)[number];

/** The counter of such cases; those of which it is not known have none, and are what remains of the incidents. */
export function measureOf(matter: SchoolMatter): `school_${SchoolMatter}` {
  return `school_${matter}`;
}
