import { rows, type EntityManager } from '@safe-community/database';
import { toUnit, type PatrolUnit, type UnitRow } from '../strength/module.ts';
import type { UnitCoverage } from './coverage.ts';

interface CoverageRow extends UnitRow {
  readonly strength: number;
  readonly equipped: number;
  readonly in_stock: number;
}

/** Every unit of the oblast, or of the country if the code is empty. */
export async function coverageByUnit(em: EntityManager, oblastCode: string): Promise<UnitCoverage<PatrolUnit>[]> {
  return (await rows<CoverageRow>(em, BY_UNIT, [oblastCode])).map(toUnitCoverage);
}

// One statement, so that all figures are of the same moment. patrol_officer contains only patrol officers.
const BY_UNIT = `
  with unit as (
    select * from patrol_unit where $1 = '' or oblast_code = $1
  ), strength as (
    select officer.unit_code as code, count(*) as strength, count(camera.camera_id) as equipped
    from patrol_officer officer
    left join camera on camera.holder_id = officer.officer_id and camera.state = 'issued'
    where officer.state = 'active' and officer.unit_code in (select code from unit)
    group by officer.unit_code
  ), stock as (
    select unit_code as code, count(*) as in_stock
    from camera
    where state = 'in_stock' and unit_code in (select code from unit)
    group by unit_code
  )
  select unit.*, coalesce(strength, 0)::int as strength, coalesce(equipped, 0)::int as equipped,
         coalesce(in_stock, 0)::int as in_stock
  from unit left join strength using (code) left join stock using (code)`;

function toUnitCoverage(row: CoverageRow): UnitCoverage<PatrolUnit> {
  const { strength, equipped, in_stock } = row;
  return { unit: toUnit(row), coverage: { strength, equipped }, inStock: in_stock };
}
