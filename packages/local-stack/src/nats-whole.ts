/** What a node of NATS tells of its cluster at `/jsz`; only who leads knows of the others. */
export interface Jsz {
  readonly meta_cluster?: { readonly replicas?: readonly { readonly current: boolean; readonly offline?: boolean }[] };
}

/** Whether all nodes belong to one cluster and are up to date, by what each of them tells; nothing from who is silent. */
export function isWhole(told: readonly (Jsz | undefined)[]): boolean {
  return told.some((jsz) => {
    const current = jsz?.meta_cluster?.replicas?.filter((other) => other.current && other.offline !== true) ?? [];
    return current.length === told.length - 1;
  });
}
