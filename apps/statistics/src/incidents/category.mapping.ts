import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { CATEGORIES, type Category } from './category.ts';

const CATEGORY_OF = new Map<number, Category>(CATEGORIES.map((category) => [categoryNumber(category), category]));

/** Undefined for 0 and for numbers of a later version. */
export function toCategory(number: number): Category | undefined {
  return CATEGORY_OF.get(number);
}

export function categoryNumber(category: Category) {
  return IncidentCategory[category.toUpperCase() as Uppercase<Category>];
}
