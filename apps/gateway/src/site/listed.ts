/** Pages that belong to one visitor, begin to, or are kept by browsers: of no use to who searches. By path. */
export const UNLISTED: readonly string[] = ['/report', '/footage', '/complaint', '/track', '/offline'];

/** @param here a path without language, with or without a query. */
export function isListed(here: string): boolean {
  const [path = ''] = here.split('?');
  return !UNLISTED.includes(path);
}
