import { ListAnomaliesRequest } from '@safe-community/contracts/statistics/v1/anomaly.ts';
import { StatisticsServiceService } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { checkKnownOn, checkPastDays, isUuid, kyivDay, unless } from '@safe-community/domain-kit';
import { nextPageToken, pageOf, readListPage } from '@safe-community/grpc-kit';
import { query } from '@safe-community/service-kit';
import { isSensitive, toCategory, toCategoryNumber } from '../incidents/module.ts';
import { Gazetteer, readListedUnits } from '../territory/module.ts';
import { listAnomalies, readCheckedUntil, type AnomalyPlace } from './anomalies.store.ts';
import { FALSE_ALARMS_PER_YEAR } from './anomaly.ts';

const MAX_DAYS = 3_660;

export const listFoundAnomalies = query(StatisticsServiceService.listAnomalies, {
  async parse({ request, fields, database, clock }) {
    const { firstDay, lastDay, territoryCode, asKnownOn } = request;
    const today = kyivDay(clock.now());
    const category = toCategory(request.category);
    const level = new Gazetteer(await readListedUnits(database.em.fork())).levelOf(territoryCode);
    const isPlace = territoryCode === '' || (level !== undefined && level !== 'raion');
    fields.check([
      ...checkPastDays(firstDay, lastDay, today, MAX_DAYS),
      ...checkKnownOn(asKnownOn, 'as_known_on', today),
      ...unless(isPlace, 'territory_code', 'must be "UA", the KATOTTG code of a known oblast or hromada, or empty'),
      ...unless(request.category === 0 || category !== undefined, 'category', 'must be one of the known categories'),
      ...unless(
        category === undefined || !isSensitive(category),
        'category',
        'must not be a sensitive one (DOMESTIC_VIOLENCE, SCHOOL_SAFETY): they have no anomalies',
      ),
    ]);
    const list = readListPage(request, fields, ListAnomaliesRequest, toPlace);
    const knownOn = asKnownOn === '' ? undefined : asKnownOn;
    return { wanted: { firstDay, lastDay, territoryCode, category, knownOn }, list };
  },
  async read({ query: { wanted, list }, database }) {
    const [found, checkedUntil] = await Promise.all([
      listAnomalies(database, wanted, list.place, list.size + 1),
      readCheckedUntil(database.em.fork(), wanted.knownOn),
    ]);
    return { ...pageOf(found, list.size), checkedUntil };
  },
  reply: ({ found: { page, last, checkedUntil }, query: { list } }) => ({
    anomalies: page.map(({ category, incidents, foundAt, ...anomaly }) => ({
      ...anomaly,
      category: toCategoryNumber(category),
      incidents: BigInt(incidents),
      foundTime: foundAt,
    })),
    nextPageToken: nextPageToken(list, last && `${last.day} ${last.chance} ${last.anomalyId}`),
    checkedUntil: checkedUntil ?? '',
    falseAlarmsPerYear: FALSE_ALARMS_PER_YEAR,
  }),
});

function toPlace(text: string): AnomalyPlace | undefined {
  const [day = '', chance = '', anomalyId = ''] = text.split(' ');
  const isPlace = /^\d{4}-\d\d-\d\d$/.test(day) && Number.isFinite(Number(chance)) && isUuid(anomalyId);
  return isPlace ? { day, chance: Number(chance), anomalyId } : undefined;
}
