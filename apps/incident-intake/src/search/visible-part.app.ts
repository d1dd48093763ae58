import { COUNTRY, covers, isOblast, isSameOblast, type Rights, type View } from '@safe-community/security/policy';
import { CATEGORIES, isSensitive, type Category } from '../catalogue/category.ts';
import type { IncidentFilter } from '../incident/ports.app.ts';

/** What a list is asked for, before it is known who asks. */
export type WantedFilter = Omit<IncidentFilter, 'categories' | 'asOf'> & { readonly category: Category | undefined };

/**
 * A filter as filters of that part of it which the caller may see: one for each view, and for each unit of its
 * territory. None when nothing of it may be seen; what lies outside is not there, whoever asks for it by name.
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

/** Where both the filter and the unit of a territory hold; nothing when they have no place in common. */
export function narrowed({ hromadaCode, oblastCode }: PlaceFilter, unit: string): PlaceFilter | undefined {
  if (unit === COUNTRY) return { hromadaCode, oblastCode };
  const wanted = hromadaCode === '' ? oblastCode : hromadaCode;
  if (wanted !== '' && !isSameOblast(wanted, unit)) return undefined;
  if (isOblast(unit)) return { hromadaCode, oblastCode: unit };
  return hromadaCode === '' || hromadaCode === unit ? { hromadaCode: unit, oblastCode } : undefined;
}
