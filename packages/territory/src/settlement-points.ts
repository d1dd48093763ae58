import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { Point } from './distance.ts';
import { findHromada } from './hromadas.ts';
import { findSettlement, settlementsOf, type Settlement } from './settlements.ts';

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
  const centre = centreOf(hromadaCode);
  return settlementsOf(hromadaCode)
    .flatMap((settlement) => {
      const point = settlementPoint(settlement.code);
      return point === undefined ? [] : [{ settlement, point, isCentre: settlement.code === centre?.code }];
    })
    .toSorted((a, b) => rankOf(a) - rankOf(b));
}

/** About where the middle of a settlement is; undefined for most villages. */
export function settlementPoint(code: string): Point | undefined {
  byCode ??= readPoints();
  const known = byCode.get(code);
  if (known !== undefined) return known;
  // The point of a hromada in its source is that of its centre; where both sources differ by kilometres, it is wrong.
  const hromada = findHromada(findSettlement(code)?.hromadaCode ?? '');
  if (hromada === undefined || centreOf(hromada.code)?.code !== code) return undefined;
  return { latitude: hromada.latitude, longitude: hromada.longitude };
}

/** Undefined where two settlements have its name. */
function centreOf(hromadaCode: string): Settlement | undefined {
  const name = findHromada(hromadaCode)?.centre;
  const [centre, other] = settlementsOf(hromadaCode).filter((each) => each.name === name && each.category !== 'B');
  return other === undefined ? centre : undefined;
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
