import { randomUUID } from 'node:crypto';
import { IncidentReported } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { IncidentCategory, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import { incidentReported, type NewEvent } from '@safe-community/events';
import { hromadas } from '@safe-community/territory';
import pg from 'pg';

/** Batch size: while a batch is written, the ledger head is locked and calls wait. */
const PORTION = 2_000;
const CATEGORIES = [
  IncidentCategory.PUBLIC_ORDER,
  IncidentCategory.FIRE,
  IncidentCategory.ROAD_CRASH,
  IncidentCategory.DOMESTIC_VIOLENCE,
];

/** Maximum number of daily counters that the events touch, without those of oblasts. */
export const COUNTERS_FILLED = hromadas().length * CATEGORIES.length;

/**
 * Commits events to the ledger of intake directly, much faster than calls could: reported incidents, each at a
 * different place than the one before.
 * @param url database of incident-intake, as owner.
 */
export async function fillLedger(url: string, howMany: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (let made = 0; made < howMany; made += PORTION) {
      const numbers = Array.from({ length: Math.min(PORTION, howMany - made) }, (_, index) => made + index);
      await client.query({ ...APPEND, values: valuesOf(numbers.map(reported)) });
    }
  } finally {
    await client.end();
  }
}

const APPEND = {
  name: 'append',
  text: `with head as (
      update ledger_head set position = position + $1 where partition = 0 returning position - $1 as before
    )
    insert into ledger_event
    select 0, before + n, gen_random_uuid(), $2, subject, clock_timestamp(), '', false, body
    from head, unnest($3::text[], $4::bytea[]) with ordinality as u (subject, body, n)`,
};

function valuesOf(events: readonly NewEvent[]): unknown[] {
  return [events.length, events[0]?.type, events.map(({ subject }) => subject), events.map(toBuffer)];
}

function toBuffer({ body }: NewEvent): Buffer {
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}

/** Strides of a prime length visit all places before repeating one, and mix large and small ones. */
const STEP = 577;

function reported(number: number): NewEvent {
  const hromada = hromadas()[(number * STEP) % hromadas().length];
  if (hromada === undefined) throw new Error('there are no hromadas');
  const { code: hromadaCode, oblastCode } = hromada;
  const time = new Date();
  const message = IncidentReported.fromPartial({
    incidentId: randomUUID(),
    category: CATEGORIES[Math.floor(number / hromadas().length) % CATEGORIES.length] ?? IncidentCategory.FIRE,
    channel: ReportChannel.PHONE_102,
    hromadaCode,
    oblastCode,
    occurredTime: time,
    receivedTime: time,
    casualties: { killed: 0, injured: number % 2 },
    responsibleOfficerId: randomUUID(),
  });
  return incidentReported.create(message, { oblastCode, hromadaCode });
}
