import type { Category } from '../catalogue/module.ts';

/** What happened at a school: the values of the catalogue that the contract names. */
export const SCHOOL_MATTERS = ['bullying', 'drugs', 'crime'] as const;
export type SchoolMatter = (typeof SCHOOL_MATTERS)[number];

/**
 * What statistics counts a case at a school by. Undefined for other categories, if the report does not say, and for values
 * that only the catalogue of an installation has: nothing but these words leaves the encrypted report.
 */
export function schoolMatterOf({
  category,
  attributes,
}: {
  readonly category: Category;
  readonly attributes: Readonly<Record<string, string>>;
}): SchoolMatter | undefined {
  if (category !== 'school_safety') return undefined;
  return SCHOOL_MATTERS.find((matter) => matter === attributes['school_matter']);
}
