import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ConsumerServiceClient } from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import { subjectOf, type NewEvent } from '@safe-community/events';
import { callUnary } from '@safe-community/grpc-kit';
import { demoClientCredentials, eventually, startTestNats, type TestNats } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFigures } from '../src/figures/module.ts';
import { readSensitive } from '../src/incidents/module.ts';
import { countedUpTo } from './calls.ts';
import { KYIV, VINNYTSIA } from './events.ts';
import { runProducer, type RunningProducer } from './running-producer.ts';
import { runStatistics, type RunningStatistics } from './running-statistics.ts';

/**
 * The ledger of an installation of version 0.1.0, before events had fields for statistics: bytes that nobody encodes any
 * more. They are those that `buf convert packages/contracts/test/incident-events-0.1.0.binpb --type <message> --from
 * -#format=json --to -#format=binpb` made of: two road crashes in Vinnytsia (2 killed, 3 injured, of them a child; 9
 * injured), a fire, a crash in Kyiv that is demonstration data, and a case of domestic violence, all received on 4 November
 * 2021 at 10:00 to 10:04 UTC; the arrival at the first crash after 8 minutes; its correction to 1 killed and 4 injured; the
 * fire resolved; the second crash a false call; an administrative protocol.
 */
const LEDGER: readonly NewEvent[] = readFileSync(new URL('incident-ledger-0.1.0.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => {
    const { type, oblast, hromada, body } = JSON.parse(line) as Record<'type' | 'oblast' | 'hromada' | 'body', string>;
    const subject = subjectOf(type, { oblastCode: oblast, hromadaCode: hromada });
    return { type, subject, body: Buffer.from(body, 'base64') };
  });

let nats: TestNats;
let producer: RunningProducer;
let statistics: RunningStatistics;
beforeAll(async () => {
  nats = await startTestNats();
  producer = await runProducer('incidents', nats);
  statistics = await runStatistics(nats, { incidents: producer.address });
  await countedUpTo(statistics.client, 'incidents', await producer.emit(LEDGER));
});
afterAll(async () => {
  await statistics.stop();
  await producer.stop();
  await nats.stop();
});

const MEASURES = [
  'incidents',
  'killed',
  'injured',
  'children_injured',
  'false_calls',
  'resolved',
  'response_time_p50',
  'administrative_protocols',
];

/** By place, category, and measure: the value, and the part of it that is demonstration data. */
async function figures(): Promise<Record<string, readonly [number, number]>> {
  const found = await readFigures(statistics.database.em.fork(), {
    measures: MEASURES,
    from: '2021-11-04',
    to: '2021-11-04',
    territory: { codes: [VINNYTSIA, KYIV] },
    groupBy: ['territory', 'category'],
    territoryAsOf: 'event',
    today: '2026-11-30',
  });
  return Object.fromEntries(
    found
      .filter(({ value }) => value !== 0)
      .map(({ territoryCode, category, measure, value, demonstration }) => {
        const place = territoryCode === KYIV ? 'Kyiv' : 'Vinnytsia';
        // Durations are counted in narrow buckets.
        return [`${place} ${category} ${measure}`, [Math.round(value), demonstration]] as const;
      }),
  );
}

const EXPECTED = {
  'Vinnytsia road_crash incidents': [1, 0],
  'Vinnytsia road_crash killed': [1, 0],
  'Vinnytsia road_crash injured': [4, 0],
  'Vinnytsia road_crash children_injured': [1, 0],
  'Vinnytsia road_crash false_calls': [1, 0],
  'Vinnytsia road_crash response_time_p50': [480, 0],
  'Vinnytsia road_crash administrative_protocols': [1, 0],
  'Vinnytsia fire incidents': [1, 0],
  'Vinnytsia fire resolved': [1, 0],
  'Kyiv road_crash incidents': [1, 1],
  'Kyiv road_crash killed': [5, 5],
};

test('the ledger of an older installation gives the figures that its events say', async () => {
  expect(await figures()).toEqual(EXPECTED);
  const sensitive = await readSensitive(statistics.database.em.fork(), { from: '2021-11-04', to: '2021-11-04' });
  expect(sensitive.filter(({ measure }) => measure === 'incidents')).toMatchObject([
    { category: 'domestic_violence', hromadaCode: VINNYTSIA, value: 1 },
  ]);
});

test('statistics can be rebuilt from it, with the same figures', async () => {
  await statistics.database.em.getConnection().execute('update incident_count set incidents = incidents + 7');
  expect(await figures()).not.toEqual(EXPECTED);
  const channelOverride = statistics.client.getChannel();
  const consumers = new ConsumerServiceClient('', demoClientCredentials(), { channelOverride });
  const request = { requestId: randomUUID(), producer: 'incidents', reason: 'an older ledger' };
  await callUnary('RequestRebuild', consumers.requestRebuild.bind(consumers), request, 5_000);
  await eventually(async () => expect(await figures()).toEqual(EXPECTED), { within: 30_000 });
});
