import {
  ListWavesRequest,
  RolloutServiceService as Rollout,
  RolloutStatus as Statuses,
} from '@safe-community/contracts/cameras/v1/rollout_service.ts';
import {
  checkWindow,
  enumNames,
  FORECAST_STATUSES,
  forecastGap,
  kyivDay,
  notFound,
  unless,
  windowOf,
} from '@safe-community/domain-kit';
import { pageOf, nextPageToken, readListPage, toId } from '@safe-community/grpc-kit';
import { query, type Rpc } from '@safe-community/service-kit';
import { coverageByUnit, gapOf, reportCoverage } from '../coverage/module.ts';
import { checkOblast } from '../strength/module.ts';
import { observeRollout } from './rollout.store.ts';
import { proposeSplit, splitAccepted } from './split.ts';
import { methodName, toWaveMessage } from './wave.mapping.ts';
import { findDelivery, gapsOf } from './split.store.ts';
import { listWaves } from './wave.store.ts';

const { numberOf: statusNumber } = enumNames(Statuses, FORECAST_STATUSES);

const listAllWaves = query(Rollout.listWaves, {
  parse({ request, fields }) {
    const waveId = fields.optionalUuid('wave_id');
    const list = readListPage(request, fields, ListWavesRequest, toId);
    return { waveId, list };
  },
  async read({ query: { waveId, list }, database, clock }) {
    const found = await listWaves(database.em.fork(), waveId, list.place, list.size + 1);
    return { today: kyivDay(clock.now()), ...pageOf(found, list.size) };
  },
  reply: ({ found: { today, page, last }, query: { list } }) => ({
    waves: page.map((wave) => toWaveMessage(wave, today)),
    nextPageToken: nextPageToken(list, last?.waveId),
  }),
});

const proposeNewSplit = query(Rollout.proposeSplit, {
  parse({ fields }) {
    const deliveryId = fields.uuid('delivery_id');
    const method = fields.word('method', methodName, 'methods');
    fields.check(unless(method !== 'manual', 'method', 'must be one that can be proposed'));
    return { deliveryId, method };
  },
  async read({ query: { deliveryId, method }, database }) {
    const em = database.em.fork();
    const delivery = await findDelivery(em, deliveryId);
    if (delivery === undefined) return notFound('delivery');
    if (delivery.isSplit) return splitAccepted();
    const { quantity, waveId } = delivery;
    return { quantity, parts: proposeSplit(method, quantity, await gapsOf(em, waveId)) };
  },
  reply: ({ found: { quantity, parts } }) => ({
    quantity,
    parts: parts.map(({ code, quantity: part, gap }) => ({
      patrolUnitCode: code,
      quantity: part,
      gap: Math.max(0, gap),
    })),
  }),
});

const forecastRollout = query(Rollout.forecastRollout, {
  parse({ request: { windowDays }, fields }) {
    const oblastCode = fields.text('oblast_code', checkOblast);
    fields.check(checkWindow(windowDays, 'window_days'));
    return { oblastCode, windowDays };
  },
  async read({ query: { oblastCode, windowDays }, database, clock }) {
    const em = database.em.fork();
    const today = kyivDay(clock.now());
    const window = windowOf(windowDays, today);
    const { total } = reportCoverage(await coverageByUnit(em, oblastCode));
    const { recordedSince, ...counts } = await observeRollout(em, window, oblastCode);
    const { issues, returns, opened, closed } = counts;
    const observed = { gained: issues + closed, lost: returns + opened, recordedSince };
    return { total, window, counts, forecast: forecastGap(gapOf(total), window, observed, today) };
  },
  reply: ({ found: { total, window, counts, forecast } }) => ({
    status: statusNumber(forecast.status),
    coverage: total,
    missing: gapOf(total),
    windowStart: window.start,
    windowEnd: window.end,
    issues: counts.issues,
    returns: counts.returns,
    openedOtherwise: counts.opened,
    closedOtherwise: counts.closed,
    pace: forecast.pace,
    earliestOn: forecast.earliestOn ?? '',
    expectedOn: forecast.expectedOn ?? '',
    latestOn: forecast.latestOn ?? '',
  }),
});

export const WAVE_QUERIES: readonly Rpc[] = [listAllWaves, proposeNewSplit, forecastRollout];
