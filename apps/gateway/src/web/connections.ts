/** Counts the open connections of each network. */
export function countByNetwork(most: number) {
  const counts = new Map<string, number>();
  let open = 0;
  return {
    /** Whether one more is allowed; then it is counted. */
    add(network: string): boolean {
      const count = counts.get(network) ?? 0;
      if (count >= most) return false;
      counts.set(network, count + 1);
      open += 1;
      return true;
    },
    remove(network: string): void {
      const count = counts.get(network) ?? 0;
      if (count > 1) counts.set(network, count - 1);
      else counts.delete(network);
      open -= 1;
    },
    open: () => open,
  };
}
