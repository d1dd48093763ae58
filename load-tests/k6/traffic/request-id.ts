/**
 * A UUID of version 4, independent of the seed: a repeated request_id would return the earlier result, and a second run
 * with the same seed would measure nothing.
 */
export function newRequestId(): string {
  const hex = Array.from({ length: 30 }, () => Math.floor(Math.random() * 16).toString(16)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-a${hex.slice(15, 18)}-${hex.slice(18)}`;
}
