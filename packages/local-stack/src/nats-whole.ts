/** The part of `/jsz` about the cluster of a NATS node; only the leader reports the other nodes. */
export interface Jsz {
  readonly meta_cluster?: { readonly replicas?: readonly { readonly current: boolean; readonly offline?: boolean }[] };
}

/**
 * Whether all nodes belong to one cluster and are up to date, according to their reports; undefined for a node that
 * does not answer.
 */
export function isWhole(reports: readonly (Jsz | undefined)[]): boolean {
  return reports.some((jsz) => {
    const current = jsz?.meta_cluster?.replicas?.filter((other) => other.current && other.offline !== true) ?? [];
    return current.length === reports.length - 1;
  });
}
