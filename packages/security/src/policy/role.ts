/**
 * The cases that a grant shows: `ordinary` is all that are not sensitive, `all` includes kinds that this version does
 * not know; otherwise the named categories.
 */
export type Categories = 'ordinary' | 'all' | ReadonlySet<string>;

/** A part of what a role may do. */
export interface Grant {
  readonly scopes: ReadonlySet<string>;
  /** Everywhere, or only in the holder's territory. */
  readonly territory: 'country' | 'own';
  readonly categories: Categories;
  /** A call must name one of these; empty if it need not name a purpose. */
  readonly purposes: ReadonlySet<string>;
}

/** A function in the programme, and what it may do. */
export interface Role {
  readonly name: string;
  readonly grants: readonly Grant[];
}

/** Roles by their names. */
export type Roles = ReadonlyMap<string, Role>;
