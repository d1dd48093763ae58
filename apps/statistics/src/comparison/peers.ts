/** A hromada, or a city with special status, that may be compared with others. */
export interface Peer {
  readonly code: string;
  /** By its centre: a village, a settlement, a city. */
  readonly kind: string;
  readonly population: number;
}

/** A comparison needs enough places, and peers must not differ too much in size. */
export const MAX_PEERS = 30;

/** A hromada with its peers: those of the same kind whose populations are nearest, as a ratio. By code. */
export function withPeers<Place extends Peer>(code: string, all: readonly Place[]): Place[] {
  const own = all.find((each) => each.code === code);
  if (own === undefined) return [];
  const distance = ({ population }: Place) => Math.abs(Math.log(population / own.population));
  const peers = all
    .filter((each) => each.kind === own.kind && each.code !== code)
    .toSorted((a, b) => distance(a) - distance(b) || (a.code < b.code ? -1 : 1))
    .slice(0, MAX_PEERS);
  return [own, ...peers].toSorted((a, b) => (a.code < b.code ? -1 : 1));
}
