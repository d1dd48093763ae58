export type { AttributeRule } from './attribute-rule.ts';
export type { CategoryPolicy, ExpectedTimes } from './category-policy.ts';
export { CATEGORIES, isSensitive, type Category } from './category.ts';
export type { ResponderKind } from './responder-kind.ts';
export type { Urgency } from './urgency.ts';
export type { Wording } from './wording.ts';
import type { CategoryPolicy } from './category-policy.ts';
import type { Category } from './category.ts';

export interface Catalogue {
  readonly revision: number;
  policy(category: Category): CategoryPolicy;
}
