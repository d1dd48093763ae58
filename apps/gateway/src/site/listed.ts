/**
 * Pages that belong to one visitor, begin to, or are kept by browsers: of no use to who searches. And one whose address, found
 * by a search engine, would say in a history or a preview what its title does not. By path.
 */
export const UNLISTED: readonly string[] = [
  '/report',
  '/footage',
  '/complaint',
  '/track',
  '/told',
  '/told/confirm',
  '/told/end',
  '/offline',
  '/safety',
];

/** @param here a path without language, with or without a query. */
export function isListed(here: string): boolean {
  const [path = ''] = here.split('?');
  return !UNLISTED.includes(path);
}
