/** Coverage = patrol officers on strength who hold a working camera ÷ all of them. */
export interface Coverage {
  /** Active patrol officers. */
  readonly strength: number;
  /** Of these, with a camera issued to them. */
  readonly equipped: number;
}

export interface UnitCoverage<Unit extends CountedUnit = CountedUnit> {
  readonly unit: Unit;
  readonly coverage: Coverage;
  /** Cameras in the unit's stock. */
  readonly inStock: number;
  readonly inRepair: number;
}

interface CountedUnit {
  readonly code: string;
  readonly oblastCode: string;
}

interface OblastCoverage {
  readonly oblastCode: string;
  readonly coverage: Coverage;
}

export interface CoverageReport<Unit extends CountedUnit = CountedUnit> {
  readonly total: Coverage;
  /** By code. */
  readonly oblasts: readonly OblastCoverage[];
  /** By code. */
  readonly units: readonly UnitCoverage<Unit>[];
}

const NONE: Coverage = { strength: 0, equipped: 0 };

/** Adds the units up, so that total, oblasts and units never contradict each other. */
export function reportCoverage<Unit extends CountedUnit>(units: readonly UnitCoverage<Unit>[]): CoverageReport<Unit> {
  const oblasts = new Map<string, Coverage>();
  for (const { unit, coverage } of units) {
    oblasts.set(unit.oblastCode, add(oblasts.get(unit.oblastCode) ?? NONE, coverage));
  }
  return {
    total: units.map(({ coverage }) => coverage).reduce(add, NONE),
    oblasts: [...oblasts]
      .map(([oblastCode, coverage]) => ({ oblastCode, coverage }))
      .toSorted((a, b) => (a.oblastCode < b.oblastCode ? -1 : 1)),
    units: units.toSorted((a, b) => (a.unit.code < b.unit.code ? -1 : 1)),
  };
}

function add(a: Coverage, b: Coverage): Coverage {
  return { strength: a.strength + b.strength, equipped: a.equipped + b.equipped };
}

/** Officers on strength without a working camera: how many cameras are missing to 100 %. */
export function gapOf({ strength, equipped }: Coverage): number {
  return strength - equipped;
}

/** The units whose figures are not the stored ones. */
export function changedUnits<Unit extends CountedUnit>(
  now: readonly UnitCoverage<Unit>[],
  stored: readonly UnitCoverage[],
): UnitCoverage<Unit>[] {
  const known = new Map(stored.map((each) => [each.unit.code, figuresOf(each)]));
  return now.filter((each) => known.get(each.unit.code) !== figuresOf(each));
}

function figuresOf({ coverage: { strength, equipped }, inStock, inRepair }: UnitCoverage): string {
  return [strength, equipped, inStock, inRepair].join(' ');
}
