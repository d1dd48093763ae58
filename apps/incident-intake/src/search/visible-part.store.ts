import { COUNTRY, covers, isOblast, isSameOblast, type Rights, type View } from '@safe-community/security/policy';
import { CATEGORIES, isSensitive, type Category } from '../catalogue/module.ts';
import type { IncidentFilter } from '../incident/module.ts';

/** What a request lists, before the rights of its caller are applied. */
export type WantedFilter = Omit<IncidentFilter, 'categories' | 'asOf'> & { readonly category: Category | undefined };

/**
 * The parts of a filter that the caller may see: one for each view, and for each unit of its territory. None when the
 * caller may see none of it; incidents outside are treated as if they did not exist, even when requested by name.
 */
export function visibleParts(filter: WantedFilter, { views }: Rights): Omit<IncidentFilter, 'asOf'>[] {
  return views.flatMap((view) => {
    const categories = categoriesOf(view, filter.category);
    if (categories.length === 0) return [];
    return unitsOf(view).flatMap((unit) => {
      const place = narrowed(filter, unit);
      return place === undefined ? [] : [{ ...filter, ...place, categories }];
    });
  });
}

function categoriesOf({ categories }: View, wanted: Category | undefined): Category[] {
  return CATEGORIES.filter(
    (each) => (wanted === undefined || wanted === each) && covers(categories, each, isSensitive(each)),
  );
}

function unitsOf({ territory }: View): string[] {
  return territory.has(COUNTRY) ? [COUNTRY] : [...territory];
}

type PlaceFilter = Pick<IncidentFilter, 'hromadaCode' | 'oblastCode'>;

/** The filter within a unit of a territory; undefined when they have no place in common. */
export function narrowed({ hromadaCode, oblastCode }: PlaceFilter, unit: string): PlaceFilter | undefined {
  if (unit === COUNTRY) return { hromadaCode, oblastCode };
  const wanted = hromadaCode === '' ? oblastCode : hromadaCode;
  if (wanted !== '' && !isSameOblast(wanted, unit)) return undefined;
  if (isOblast(unit)) return { hromadaCode, oblastCode: unit };
  return hromadaCode === '' || hromadaCode === unit ? { hromadaCode: unit, oblastCode } : undefined;
}
