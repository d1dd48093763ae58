import { CasualtiesCorrected } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { casualtiesCorrected } from '@safe-community/events';
import type { System } from '../system/system.ts';

/** Batch size: writing locks the ledger head, and calls wait. */
const PORTION = 2_000;

const PLACE = { oblastCode: 'UA05000000000010236', hromadaCode: 'UA05020030000031457' };

/**
 * Inserts events into the ledger of intake directly, much faster than calls could: corrections of counts to the same
 * values. They are real work for statistics and do not change its figures.
 */
export async function fillLedger(system: System, howMany: number): Promise<void> {
  const { type, subject, body } = corrected();
  for (let left = howMany; left > 0; left -= PORTION) {
    await system.sql(
      'incident-intake',
      `with head as (
         update ledger_head set position = position + $1 where partition = 0 returning position - $1 as before
       )
       insert into ledger_event
       select 0, before + n, gen_random_uuid(), $2, $3, clock_timestamp(), '', false, $4
       from head, generate_series(1, $1::int) as n`,
      [Math.min(left, PORTION), type, subject, Buffer.from(body)],
    );
  }
}

function corrected() {
  const casualties = { killed: 1, injured: 0, killedChildren: 0, injuredChildren: 0, killedDefenders: 0 };
  const message = CasualtiesCorrected.fromPartial({
    incidentId: '0192f0c1-7a00-7000-8000-000000000001',
    category: IncidentCategory.FIRE,
    ...PLACE,
    formerCasualties: casualties,
    casualties,
    receivedTime: new Date(),
    correctedTime: new Date(),
    state: IncidentState.ON_SCENE,
  });
  return casualtiesCorrected.create(message, PLACE);
}
