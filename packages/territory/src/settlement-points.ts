import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { Point } from './distance.ts';
import { findHromada } from './hromadas.ts';
import { settlementsOf, type Settlement } from './settlements.ts';

const FILE = fileURLToPath(import.meta.resolve('@safe-community/territory/data/settlement-points.tsv'));

/** What to show wherever points of settlements, or answers that follow from them, are shown. */
export const POINTS_ATTRIBUTION = 'Points of settlements: GeoNames, CC BY 4.0; KSE Loc Data Hub, MIT';

/** The same in Ukrainian. */
export const POINTS_ATTRIBUTION_UK = 'Точки населених пунктів: GeoNames, CC BY 4.0; KSE Loc Data Hub, MIT';

/** A settlement and about where its middle is. */
export interface PlacedSettlement {
  readonly settlement: Settlement;
  readonly point: Point;
  /** Of its hromada. */
  readonly isCentre: boolean;
}

let byCode: ReadonlyMap<string, Point> | undefined;

/** The settlements of a hromada of which a point is known: the centre, then cities, settlements, and larger villages. */
export function placedSettlements(hromadaCode: string): readonly PlacedSettlement[] {
  byCode ??= readPoints();
  const hromada = findHromada(hromadaCode);
  const own = settlementsOf(hromadaCode).filter(({ category }) => category !== 'B');
  const centre = own.filter(({ name }) => name === hromada?.centre);
  return own
    .flatMap((settlement) => {
      const isCentre = centre.length === 1 && settlement === centre[0];
      // The point of a hromada in its source is that of its centre; where both sources differ by kilometres, it is wrong.
      const point = byCode?.get(settlement.code) ?? (isCentre ? hromada : undefined);
      if (point === undefined) return [];
      const { latitude, longitude } = point;
      return [{ settlement, point: { latitude, longitude }, isCentre }];
    })
    .toSorted((a, b) => rankOf(a) - rankOf(b));
}

function rankOf({ isCentre, settlement }: PlacedSettlement): number {
  return isCentre ? 0 : { K: 1, M: 1, X: 2, T: 2, C: 3, B: 4 }[settlement.category];
}

function readPoints(): ReadonlyMap<string, Point> {
  return new Map(
    readFileSync(FILE, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('UA'))
      .map((line) => {
        const [code = '', latitude, longitude] = line.split('\t');
        return [code, { latitude: Number(latitude), longitude: Number(longitude) }];
      }),
  );
}
