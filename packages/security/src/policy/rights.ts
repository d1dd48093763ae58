import type { Categories, Grant, Role } from './role.ts';
import { codePattern, COUNTRY, isWithin, type Place, type Territory } from './territory.ts';

/** Roles and the territory where they apply. */
export interface Holder {
  readonly roles: readonly Role[];
  readonly territory: Territory;
}

/** A grant of one holder: for which places and which cases. */
export interface View {
  readonly territory: Territory;
  readonly categories: Categories;
}

/**
 * The rights of one call, as separate views. Views are never combined: all cases in one hromada plus ordinary cases in
 * the country is not all cases in the country.
 */
export interface Rights {
  /** The scope of the called method. */
  readonly scope: string;
  readonly views: readonly View[];
}

/** The properties of a case that decide who may see it. */
export interface Subject extends Place {
  readonly category: string;
  readonly isSensitive: boolean;
}

/** Why a call is denied before it begins. */
export type Denial =
  | { readonly denied: 'scope' }
  | { readonly denied: 'purpose'; readonly purposes: readonly string[] };

/**
 * The rights of a call, from the roles of the person or system that makes it.
 *
 * @param purpose the purpose that the caller named; empty for none.
 */
export function rightsOf({ roles, territory }: Holder, scope: string, purpose: string): Rights | Denial {
  const granted = roles.flatMap(({ grants }) => grants.filter(({ scopes }) => scopes.has(scope)));
  if (granted.length === 0) return { denied: 'scope' };
  const usable = granted.filter(({ purposes }) => purposes.size === 0 || purposes.has(purpose));
  if (usable.length === 0) return { denied: 'purpose', purposes: namesOf(granted) };
  return { scope, views: usable.map((grant) => viewOf(grant, territory)) };
}

export function isDenial(found: Rights | Denial): found is Denial {
  return 'denied' in found;
}

/** Whether the rights apply in this place, for any kind of case. */
export function mayActIn({ views }: Rights, place: Place): boolean {
  return views.some(({ territory }) => isWithin(territory, place));
}

/** LIKE patterns of the codes of every place in which the scope applies. */
export function visiblePatterns({ views }: Rights): string[] {
  return views.flatMap(({ territory }) => [...territory]).map(codePattern);
}

/** The same of every place in which both scopes apply. */
export function patternsOfBoth(one: Rights, other: Rights): string[] {
  const [ofOne, ofOther] = [visiblePatterns(one), visiblePatterns(other)];
  const both = [
    ...ofOne.filter((pattern) => ofOther.some((wider) => isPartOf(pattern, wider))),
    ...ofOther.filter((pattern) => ofOne.some((wider) => isPartOf(pattern, wider))),
  ];
  return [...new Set(both)];
}

/** Whether a LIKE pattern of codes matches nothing that another one does not match. */
function isPartOf(pattern: string, wider: string): boolean {
  return wider.endsWith('%') ? pattern.startsWith(wider.slice(0, -1)) : pattern === wider;
}

/** Whether such a case may be seen in some place. */
export function maySeeKind({ views }: Rights, category: string, isSensitive: boolean): boolean {
  return views.some(({ categories }) => covers(categories, category, isSensitive));
}

export function maySee({ views }: Rights, subject: Subject): boolean {
  return views.some(
    ({ territory, categories }) =>
      covers(categories, subject.category, subject.isSensitive) && isWithin(territory, subject),
  );
}

/** Whether a view includes a kind of case. */
export function covers(categories: Categories, category: string, isSensitive: boolean): boolean {
  if (categories === 'all') return true;
  return categories === 'ordinary' ? !isSensitive : categories.has(category);
}

const WHOLE_COUNTRY: Territory = new Set([COUNTRY]);

function viewOf({ territory, categories }: Grant, own: Territory): View {
  return { territory: territory === 'country' ? WHOLE_COUNTRY : own, categories };
}

function namesOf(grants: readonly Grant[]): string[] {
  return [...new Set(grants.flatMap(({ purposes }) => [...purposes]))].toSorted();
}
