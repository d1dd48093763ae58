import { OfficerState as States } from '@safe-community/contracts/officers/v1/officer.ts';
import {
  ForecastStatus as Statuses,
  ListVacanciesRequest,
  RecruitmentServiceService as Recruitment,
  type RecruitmentTarget as TargetMessage,
} from '@safe-community/contracts/officers/v1/recruitment_service.ts';
import {
  checkDay,
  checkWindow,
  enumNames,
  FORECAST_STATUSES,
  inForce,
  kyivDay,
  notFound,
  windowOf,
} from '@safe-community/domain-kit';
import { pageOf, nextPageToken, readListPage } from '@safe-community/grpc-kit';
import { given, type Rpc } from '@safe-community/service-kit';
import { findOblast, oblastDigits } from '@safe-community/territory';
import { compareBy, LIST_PLACE, orderNumber, readLoad, toOrder } from '../incident-load/module.ts';
import { NORMS } from '../beats/module.ts';
import { coverageAt, missingOfficers, officersAt, type Directory } from '../responsibility/module.ts';
import { checkOblast, openHromadas, readHistory } from '../territory/module.ts';
import { forecast } from './forecast.ts';
import { pipelineOf, STAGES, type Count, type StageCount } from './pipeline.ts';
import { countStages, findTarget, listTargets, observe } from './recruitment.store.ts';
import type { RecruitmentTarget } from './target.ts';
import { placeOf, rankVacancies, type Vacancy } from './vacancies.ts';

const MAX_TARGETS = 500;

const { numberOf: stageNumber } = enumNames(States, STAGES);
const { numberOf: statusNumber } = enumNames(Statuses, FORECAST_STATUSES);

export interface RecruitmentNeeds {
  readonly directory: Directory;
}

const { query } = given<RecruitmentNeeds>();

const listAllTargets = query(Recruitment.listTargets, {
  parse: ({ request: { includeReplaced } }) => includeReplaced,
  read: ({ query: includeReplaced, database }) => listTargets(database.em.fork(), includeReplaced, MAX_TARGETS),
  reply: ({ found: targets }) => ({
    targets: targets.map((target) => ({ target: toTargetMessage(target), replaced: target.replaced })),
  }),
});

const getPipeline = query(Recruitment.getPipeline, {
  parse: ({ fields }) => fields.text('oblast_code', checkOblast),
  async read({ query: oblastCode, database, clock }) {
    const found = await countStages(database.em.fork(), clock.now());
    const counts = found.map(({ placeCode, ...count }): Count => ({ ...count, oblastCode: oblastOf(placeCode) }));
    return pipelineOf(counts.filter((count) => oblastCode === '' || count.oblastCode === oblastCode));
  },
  reply: ({ found: { stages, oblasts } }) => ({
    stages: toStages(stages),
    oblasts: oblasts.map((oblast) => ({ oblastCode: oblast.oblastCode, stages: toStages(oblast.stages) })),
  }),
});

/** The digits of a code name its oblast. Empty for an empty code. */
function oblastOf(placeCode: string): string {
  return (placeCode === '' ? undefined : findOblast(oblastDigits(placeCode))?.code) ?? '';
}

function toStages(stages: readonly StageCount[]) {
  return stages.map(({ stage, officers }) => ({ state: stageNumber(stage), officers }));
}

const forecastTarget = query(Recruitment.forecastTarget, {
  parse({ request: { windowDays }, fields }) {
    fields.check(checkWindow(windowDays, 'window_days'));
    return { dueOn: fields.text('due_on', checkDay), windowDays };
  },
  async read({ query: { dueOn, windowDays }, database, clock }) {
    const em = database.em.fork();
    const target = await findTarget(em, dueOn);
    if (target === undefined) return notFound('target');
    const today = kyivDay(clock.now());
    const window = windowOf(windowDays, today);
    const observed = await observe(em, window);
    return { target, window, observed, forecast: forecast(target, window, observed, today) };
  },
  reply: ({ found: { target, window, observed, forecast: found } }) => ({
    target: toTargetMessage(target),
    inService: observed.inService,
    status: statusNumber(found.status),
    windowStart: window.start,
    windowEnd: window.end,
    activations: observed.activations,
    departures: observed.departures,
    pace: found.pace,
    earliestOn: found.earliestOn ?? '',
    expectedOn: found.expectedOn ?? '',
    latestOn: found.latestOn ?? '',
    inTime: found.inTime,
  }),
});

function toTargetMessage({ dueOn, officers, source }: RecruitmentTarget): TargetMessage {
  return { dueOn, officers, source };
}

const listVacancies = query(Recruitment.listVacancies, {
  parse({ request, fields }) {
    const oblastCode = fields.text('oblast_code', checkOblast);
    const order = fields.word('order_by', (number) => toOrder(number, 'missing_officers'), 'orders');
    const wanted = { ...request, orderBy: orderNumber(order) };
    const list = readListPage(wanted, fields, ListVacanciesRequest, LIST_PLACE.read);
    return { oblastCode, order, list };
  },
  async read({ query: { oblastCode, order, list }, database, clock, deps: { directory } }) {
    const { size, place: after } = list;
    const now = clock.now();
    const em = database.em.fork();
    const history = await readHistory(em);
    const norm = inForce(await NORMS.list(em), now);
    const loads = await readLoad(em, history, now);
    const { open, occupied } = openHromadas(history, kyivDay(now));
    const rows = open.map(coverageAt(directory, { norm, history, now }));
    const officersIn = officersAt(directory, history, now);
    const places = rows.map((row) => ({
      ...row.hromada,
      beats: row.beats,
      staffed: row.staffed,
      missingOfficers: missingOfficers(row),
      officers: officersIn(row.hromada.code),
      incidents: loads.get(row.hromada.code) ?? 0,
    }));
    const isWanted = (place: { readonly oblastCode: string }) => ['', place.oblastCode].includes(oblastCode);
    const compare = compareBy(order);
    const wanted = rankVacancies(places, compare).filter(isWanted);
    // Others may have been filled since.
    const isAfter = (vacancy: Vacancy) => after === undefined || compare(after, placeOf(vacancy)) < 0;
    const rest = wanted.filter(isAfter);
    const frontline = rows.filter(({ eligible, hromada }) => !eligible && isWanted(hromada));
    return { wanted, occupied: occupied.filter(isWanted), frontline, ...pageOf(rest, size) };
  },
  reply: ({ found: { wanted, occupied, frontline, page, last }, query: { list } }) => ({
    vacancies: page.map(({ incidents, ...vacancy }) => ({ ...vacancy, load: { incidents: BigInt(incidents) } })),
    nextPageToken: nextPageToken(list, last && LIST_PLACE.write(placeOf(last))),
    total: wanted.length,
    population: BigInt(wanted.reduce((sum, { population }) => sum + population, 0)),
    occupiedHromadas: occupied.length,
    frontlineHromadas: frontline.length,
  }),
});

export const RECRUITMENT_QUERIES: readonly Rpc<RecruitmentNeeds>[] = [
  listAllTargets,
  getPipeline,
  forecastTarget,
  listVacancies,
];
