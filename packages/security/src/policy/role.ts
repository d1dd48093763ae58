/**
 * Which cases a grant lets somebody see: `ordinary` are all that are not sensitive, `all` are all there are, also of
 * kinds that this version does not know; else those of the categories that are named.
 */
export type Categories = 'ordinary' | 'all' | ReadonlySet<string>;

/** A part of what a role may do. */
export interface Grant {
  readonly scopes: ReadonlySet<string>;
  /** Everywhere, or where its holder answers. */
  readonly territory: 'country' | 'own';
  readonly categories: Categories;
  /** Of these a call must name one; empty where none has to be named. */
  readonly purposes: ReadonlySet<string>;
}

/** What somebody is in the programme, and so what they may do. */
export interface Role {
  readonly name: string;
  readonly grants: readonly Grant[];
}

/** Roles by their names. */
export type Roles = ReadonlyMap<string, Role>;
