import {
  AccountabilityServiceService as Accountability,
  ListGuaranteeRowsRequest,
  ListReportsDueRequest,
} from '@safe-community/contracts/officers/v1/accountability_service.ts';
import {
  checkDay,
  dayOf,
  kyivDay,
  preconditionFailed,
  unless,
  type Day,
  type Violation,
} from '@safe-community/domain-kit';
import { pageOf, nextPageToken, readListPage, toId, compoundPlace } from '@safe-community/grpc-kit';
import { given, type Rpc } from '@safe-community/service-kit';
import { toRecordMessages } from '@safe-community/service-kit/dated-rules';
import { checkOblast, openHromadas, readHistory, toCode, type FindUnit } from '../territory/module.ts';
import {
  metricNumber,
  toDueMessage,
  toMetric,
  toRowMessage,
  toRuleMessage,
  toShareMessage,
  toStatus,
} from './accountability.mapping.ts';
import { hromadaRows, METRICS, tallyOf, type Metric } from './guarantee.ts';
import { listQuestions, tallyQuestions } from './question.store.ts';
import { readYearOfReports } from './reports-due.store.ts';
import { reportsDue } from './reports-due.ts';
import { RULES } from './rule.store.ts';
import { readServingIn } from './serving.store.ts';

interface Deps {
  readonly findUnit: FindUnit;
}

const { query } = given<Deps>();

const listRules = query(Accountability.listRules, {
  parse: ({ request: { includeReplaced } }) => ({ includeReplaced }),
  read: ({ query: { includeReplaced }, database }) => RULES.list(database.em.fork(), includeReplaced),
  reply: ({ found: rules }) => ({ rules: rules.map(toRuleMessage), records: toRecordMessages(rules) }),
});

const listReportsDue = query(Accountability.listReportsDue, {
  parse({ request, fields }) {
    const isYear = request.year === 0 || dayOf(request.year, 1, 1) !== undefined;
    fields.check(unless(isYear, 'year', 'must be 0 or a year from 2000 to 2100'));
    const oblastCode = fields.text('oblast_code', checkOblast);
    const status = request.status === 0 ? undefined : fields.word('status', toStatus, 'statuses');
    const list = readListPage(request, fields, ListReportsDueRequest, REPORT_PLACE.read);
    return { year: request.year, oblastCode, status, list };
  },
  async read({ query: { year: asked, oblastCode, status, list }, database, clock, deps: { findUnit } }) {
    const { size, place: after } = list;
    const em = database.em.fork();
    const now = clock.now();
    const today = kyivDay(now);
    const year = asked === 0 ? Number(today.slice(0, 4)) : asked;
    const found = await readYearOfReports(em, year, now, await readHistory(em));
    if (found === undefined) return preconditionFailed('NO_RULE', 'no rule says how many reports a year are due');
    const { rule, services, reports } = found;
    const all = await Promise.all(
      reportsDue(year, rule.value, services, reports, today).map(async (due) => ({
        ...due,
        oblastCode: (await findUnit(due.hromadaCode))?.oblastCode ?? '',
      })),
    );
    const wanted = all.filter(
      (row) => (oblastCode === '' || row.oblastCode === oblastCode) && (status === undefined || row.status === status),
    );
    const rest = wanted.filter((row) => after === undefined || REPORT_PLACE.write(row) > REPORT_PLACE.write(after));
    return { rule, total: wanted.length, ...pageOf(rest, size) };
  },
  reply: ({ found: { rule, total, page, last }, query: { list } }) => ({
    reports: page.map(toDueMessage),
    nextPageToken: nextPageToken(list, last && REPORT_PLACE.write(last)),
    total,
    rule: toRuleMessage(rule),
  }),
});

/** Of the reports that nobody owes, the officer is empty. */
const REPORT_PLACE = compoundPlace({ hromadaCode: toCode, officerId: (text) => (text === '' ? text : toId(text)) });

const getGuarantee = query(Accountability.getGuarantee, {
  parse({ request, fields }) {
    fields.check(checkPeriod(request));
    return { ...request, oblastCode: fields.text('oblast_code', checkOblast) };
  },
  async read({ query: { firstDay, lastDay, oblastCode }, database, clock }) {
    const em = database.em.fork();
    const now = clock.now();
    const questions = await tallyQuestions(em, { firstDay, lastDay, oblastCode, now });
    const history = await readHistory(em);
    const { open, occupied } = openHromadas(history, kyivDay(now), oblastCode);
    const officers = await readServingIn(em, open, history, now);
    const tally = (metric: 'named_officer' | 'reachable') =>
      tallyOf(hromadaRows(metric, open, officers).map(({ state }) => state));
    const tallies = {
      named_officer: tally('named_officer'),
      reachable: tally('reachable'),
      answered_in_time: questions,
    };
    return { tallies, occupied };
  },
  reply: ({ found: { tallies, occupied } }) => ({
    shares: METRICS.map((metric) => toShareMessage(metric, tallies[metric])),
    occupiedHromadas: occupied.length,
  }),
});

const listGuaranteeRows = query(Accountability.listGuaranteeRows, {
  parse({ request, fields }) {
    const metric = fields.word('metric', toMetric, 'metrics');
    if (request.metric === metricNumber('answered_in_time')) fields.check(checkPeriod(request));
    const oblastCode = fields.text('oblast_code', checkOblast);
    const list = readListPage(request, fields, ListGuaranteeRowsRequest, toRowPlace(metric));
    return { metric, firstDay: request.firstDay, lastDay: request.lastDay, oblastCode, list };
  },
  async read({ query: { metric, firstDay, lastDay, oblastCode, list }, database, clock }) {
    const { size, place: after } = list;
    const em = database.em.fork();
    const now = clock.now();
    const history = await readHistory(em);
    if (metric === 'answered_in_time') {
      const found = await listQuestions(em, { firstDay, lastDay, oblastCode, now }, after, size + 1);
      const ofToday = (code: string) => history.currentCode(kyivDay(now), code);
      return pageOf(
        found.map((row) => ({ ...row, hromadaCode: ofToday(row.hromadaCode) })),
        size,
      );
    }
    const { open } = openHromadas(history, kyivDay(now), oblastCode);
    const found = hromadaRows(metric, open, await readServingIn(em, open, history, now));
    return pageOf(
      found.filter(({ hromadaCode }) => after === undefined || hromadaCode > after),
      size,
    );
  },
  reply: ({ found: { page, last }, query: { list } }) => ({
    rows: page.map(toRowMessage),
    nextPageToken: nextPageToken(list, last?.question?.questionId ?? last?.hromadaCode),
  }),
});

function toRowPlace(metric: Metric): (text: string) => string | undefined {
  return metric === 'answered_in_time' ? toId : toCode;
}

function checkPeriod({ firstDay, lastDay }: { readonly firstDay: Day; readonly lastDay: Day }): Violation[] {
  const broken = [...checkDay(firstDay, 'first_day'), ...checkDay(lastDay, 'last_day')];
  return broken.length > 0 ? broken : unless(firstDay <= lastDay, 'last_day', 'must not be before first_day');
}

export const ACCOUNTABILITY_QUERIES: readonly Rpc<Deps>[] = [
  listRules,
  listReportsDue,
  getGuarantee,
  listGuaranteeRows,
];
