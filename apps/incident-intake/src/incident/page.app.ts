export interface Page<T> {
  readonly page: T[];
  /** The next page begins after it; absent on the last page. */
  readonly last: T | undefined;
}

/** A page of what was found: that it is one more than asked for tells that there is a next page. */
export function pageOf<T>(found: readonly T[], size: number): Page<T> {
  const page = found.slice(0, size);
  return { page, last: found.length > size ? page.at(-1) : undefined };
}
