/** Letters, digits, "-", "_", and single dots within: no "..", no hidden file, no scheme. */
const SEGMENT = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/;

/**
 * Where the photo store has the portrait; empty without a store, and for a reference that is not a plain path below it.
 *
 * @param store address of the photo store, without a slash at the end; empty if there is none.
 */
export function photoUrl(store: string, reference: string): string {
  const isPlain = reference.split('/').every((segment) => SEGMENT.test(segment));
  return store !== '' && isPlain ? `${store}/${reference}` : '';
}
