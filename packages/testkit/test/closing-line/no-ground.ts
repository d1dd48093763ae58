/** A global setup that fails. */
export function setup(): void {
  throw new Error('no room on the disk');
}
