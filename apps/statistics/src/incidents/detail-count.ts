import { reaches, type Category } from './category.ts';

/** What a report says besides its category and hromada. */
export interface Detail {
  /** Empty if the report names none. */
  readonly settlementCode: string;
  /** Empty if the report names none. */
  readonly districtCode: string;
  /** Chosen values of the catalogue, as "fire_object=house people_inside=yes", sorted. */
  readonly attributes: string;
}

/**
 * Whether the details of a category are kept: those of medical emergencies are not, not even for oblasts, nor are those of
 * sensitive categories, if an event should have any. What is not stored cannot be queried.
 */
export function hasDetails(category: Category): boolean {
  return reaches(category, 'incidents', 'hromada');
}

/** Undefined if there is nothing to keep. A word that is not of the catalogue's form is left out. */
export function detailOf(
  settlementCode: string,
  districtCode: string,
  chosen: readonly { readonly name: string; readonly value: string }[],
): Detail | undefined {
  const pairs = chosen.flatMap(({ name, value }) => value.split(',').map((each) => `${name}=${each}`));
  const attributes = [...new Set(pairs)]
    .filter((pair) => /^[a-z0-9_]+=[a-z0-9_]+$/.test(pair))
    .toSorted()
    .join(' ');
  const isEmpty = settlementCode === '' && districtCode === '' && attributes === '';
  return isEmpty ? undefined : { settlementCode, districtCode, attributes };
}

/** The name and the value of an attribute. */
export function attributeOf(pair: string): { readonly name: string; readonly value: string } {
  const [name = '', value = ''] = pair.split('=');
  return { name, value };
}
