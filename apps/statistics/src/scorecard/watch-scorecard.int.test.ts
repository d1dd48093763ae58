import { randomUUID } from 'node:crypto';
import type { ServiceError } from '@grpc/grpc-js';
import type { Scorecard } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import {
  WatchScorecardRequest,
  type WatchScorecardResponse,
} from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { eventually } from '@safe-community/testkit';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { assigned, KYIV } from '../../test/events.ts';
import { runWithProducers, type RunningWithProducers } from '../../test/running-with-producers.ts';

const KYIV_BEAT = { hromadaCode: KYIV, starostaDistrictCode: '' };

let running: RunningWithProducers;
beforeAll(async () => {
  running = await runWithProducers(['officers']);
});
afterAll(() => running.stop());

function watch(request: Partial<WatchScorecardRequest> = {}) {
  const call = running.statistics.client.watchScorecard(WatchScorecardRequest.fromPartial(request));
  const cards: Scorecard[] = [];
  call.on('data', ({ scorecard }: WatchScorecardResponse) => scorecard && cards.push(scorecard));
  const ended = new Promise<ServiceError>((resolve) => call.on('error', resolve));
  onTestFinished(() => call.cancel());
  return { cards, ended };
}

test('sends the scorecard at once, again when a figure changes, and not without a change', async () => {
  const [one, other] = [watch(), watch()];
  await eventually(() => expect(one.cards).toHaveLength(1));
  await running.producers.officers.emit([assigned(randomUUID()), assigned(randomUUID(), { beat: KYIV_BEAT })]);
  const changed = () =>
    [one, other].map(({ cards }) => cards.at(-1)?.rows.find(({ id }) => id === 'officers_on_beats'));
  await eventually(() => expect(changed()).toMatchObject([{ value: 2 }, { value: 2 }]));
  // The other rows follow within 10 s.
  await sleep(1_500);
  const known = one.cards.length;
  await sleep(2_500);
  expect(one.cards.length - known).toBeLessThanOrEqual(1);
  expect(one.cards.length).toBeLessThanOrEqual(4);
});

test('sends that of a territory and period', async () => {
  const { cards } = watch({ territoryCode: 'UA05000000000010236', firstDay: '2026-01-01', lastDay: '2026-06-30' });
  await eventually(() => expect(cards).toHaveLength(1));
  expect(cards[0]).toMatchObject({ territoryCode: 'UA05000000000010236', firstDay: '2026-01-01' });
});

test('refuses what GetScorecard refuses, and ends when the server stops', async () => {
  const refused = await watch({ territoryCode: 'UA99' }).ended;
  expect(refused).toMatchObject({ code: 3, details: expect.stringContaining('territory_code') as string });
  expect(await watch({ firstDay: '2026-02-01', lastDay: '2026-01-01' }).ended).toMatchObject({ code: 3 });
  const { cards, ended } = watch();
  await eventually(() => expect(cards.length).toBeGreaterThan(0));
  await running.statistics.restart();
  expect(await ended).toMatchObject({ code: 14 });
});
