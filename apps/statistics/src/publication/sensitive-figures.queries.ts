import { ListSensitiveFiguresRequest } from '@safe-community/contracts/statistics/v1/sensitive_figures_service.ts';
import { SensitiveFiguresServiceService as Service } from '@safe-community/contracts/statistics/v1/sensitive_figures_service.ts';
import { HiddenReason, type SensitiveFigure } from '@safe-community/contracts/statistics/v1/sensitive_figures.ts';
import {
  checkDay,
  checkKnownOn,
  inForce,
  isDay,
  kyivDay,
  unless,
  type Day,
  type Violation,
} from '@safe-community/domain-kit';
import { checkPageSize, nextPageToken, pageOf, readListPage } from '@safe-community/grpc-kit';
import { query, type Rpc } from '@safe-community/service-kit';
import { toRecordMessages } from '@safe-community/service-kit/dated-rules';
import { COUNTRY, findHromada, findOblast, hromadas, oblasts } from '@safe-community/territory';
import { RULES, rulesOf } from './disclosure-rule.store.ts';
import { periodsBetween, type Period } from './period.ts';
import { levelOf } from './place-level.store.ts';
import { TABLES, type Level } from './release.ts';
import { readReleased, type CellKey, type ReleasedFigure } from './released-figures.store.ts';
import { checkKind } from './sensitive-measure.ts';
import { toLevel, toMeasure, toPeriod, toRuleMessage, toSensitiveCategory } from './sensitive-figures.mapping.ts';

/** A longer list of periods is more than anybody reads, and more than a page token can skip. */
const MAX_PERIODS = 400;

const listSensitiveFigures = query(Service.listSensitiveFigures, {
  async parse({ request, fields, clock, database }) {
    const category = toSensitiveCategory(request.category);
    const [measure, period] = [toMeasure(request.measure), toPeriod(request.period)];
    const [from, to] = [fields.text('from', checkDay), fields.text('to', checkDay)];
    const { asKnownOn } = request;
    const today = kyivDay(clock.now());
    const own = await levelOf(database, request.territoryCode);
    const level = request.level === 0 ? own : toLevel(request.level);
    fields.check([
      ...unless(category !== undefined, 'category', 'must be DOMESTIC_VIOLENCE or SCHOOL_SAFETY'),
      ...unless(measure !== undefined, 'measure', 'must be one of the known measures'),
      ...unless(period !== undefined, 'period', 'must be DAY, MONTH, QUARTER or YEAR'),
      ...unless(own !== undefined, 'territory_code', UNKNOWN_PLACE),
      ...unless(request.level === 0 || isPartOf(own, level), 'level', 'must be a level below that of the territory'),
      ...checkKnownOn(asKnownOn, 'as_known_on', today),
    ]);
    const starts = period === undefined ? [] : periodsStarting(period, from, to);
    fields.check(checkSpan(from, to, starts.length));
    fields.check(checkPageSize(request.pageSize));
    const isKnown = category && measure && period && level;
    if (!isKnown || fields.violations.length > 0) return fields.refusal();
    fields.check([...checkKind(measure, category), ...checkTable(level, period)]);
    const list = readListPage(request, fields, ListSensitiveFiguresRequest, toCell);
    const codes = codesOf(request.territoryCode || COUNTRY, own, level);
    const series = { category, measure };
    const cells = cellsAfter(list.place, codes, starts, list.size + 1);
    return { series, period, level, cells, list, knownOn: asKnownOn || today };
  },
  async read({ query: { series, period, level, cells, knownOn, list }, database: from }) {
    const em = from.em.fork();
    const rules = await rulesOf(em, series.category);
    const released = await readReleased(em, series, { level, period, cells, knownOn });
    const figures = cells.map((cell, index) => {
      const rule = inForce(rules, `${cell.start.slice(0, 4)}-01-01`);
      return { ...toFigure(cell, released[index]), roundedTo: rule?.roundedTo ?? 0 };
    });
    return { ...pageOf(figures, list.size), cells };
  },
  reply: ({ found: { page, last, cells }, query: { list } }) => {
    const end = last === undefined ? undefined : cells[page.length - 1];
    return { figures: page, nextPageToken: nextPageToken(list, end && keyOf(end)) };
  },
});

const UNKNOWN_PLACE = 'must be the KATOTTG code of a known oblast or hromada, or empty';

function isPartOf(own: Level | undefined, level: Level | undefined): boolean {
  if (level === 'oblast') return own === 'country';
  return level === 'hromada' && (own === 'country' || own === 'oblast');
}

function periodsStarting(period: Period, from: Day, to: Day): Day[] {
  return isDay(from) && isDay(to) ? periodsBetween(period, from, to, MAX_PERIODS) : [];
}

function checkSpan(from: Day, to: Day, periods: number): Violation[] {
  if (!isDay(from) || !isDay(to)) return [];
  if (to < from) return unless(false, 'to', 'must not be before from');
  return unless(periods <= MAX_PERIODS, 'to', `must be so early that at most ${MAX_PERIODS} periods begin until then`);
}

/** A period that is not released of the level. */
function checkTable(level: Level, period: Period): Violation[] {
  const released = TABLES[level];
  const names = released.map((each) => each.toUpperCase()).join(' or ');
  const rule = `must be ${names}: others are not released of the level ${level.toUpperCase()}`;
  return unless(released.includes(period), 'period', rule);
}

/** The codes of the territories of a level in a place, in order. */
function codesOf(code: string, own: Level | undefined, level: Level): string[] {
  if (level === own) return [code];
  if (level === 'oblast')
    return oblasts()
      .map((oblast) => oblast.code)
      .toSorted();
  const inside = own === 'country' ? hromadas() : hromadas().filter(({ oblastCode }) => oblastCode === code);
  return inside.map((hromada) => hromada.code).toSorted();
}

/** The next cells of a list, by code and day. */
function cellsAfter(after: CellKey | undefined, codes: readonly string[], starts: readonly Day[], most: number) {
  const cells: CellKey[] = [];
  for (const territoryCode of codes) {
    if (after !== undefined && territoryCode < after.territoryCode) continue;
    for (const start of starts) {
      if (territoryCode === after?.territoryCode && start <= after.start) continue;
      cells.push({ territoryCode, start });
      if (cells.length === most) return cells;
    }
  }
  return cells;
}

function keyOf({ territoryCode, start }: CellKey): string {
  return `${territoryCode} ${start}`;
}

function toCell(text: string): CellKey | undefined {
  const [territoryCode = '', start = ''] = text.split(' ');
  const isPlace = [territoryCode === COUNTRY, findOblast(territoryCode), findHromada(territoryCode)].some(Boolean);
  return isPlace && isDay(start) ? { territoryCode, start } : undefined;
}

function toFigure({ territoryCode, start }: CellKey, found: ReleasedFigure | undefined) {
  const { value, releasedOn = '', revisedOn = '' } = found ?? {};
  const reason = found === undefined ? HiddenReason.NOT_RELEASED : HiddenReason.FEW;
  return {
    territoryCode: territoryCode === COUNTRY ? '' : territoryCode,
    periodStart: start,
    value: value === undefined ? undefined : BigInt(value),
    hidden: value === undefined ? reason : HiddenReason.UNSPECIFIED,
    releasedOn,
    revisedOn,
  } satisfies Omit<SensitiveFigure, 'roundedTo'>;
}

const LIST_RULES = query(Service.listDisclosureRules, {
  parse: ({ request: { includeReplaced } }) => ({ includeReplaced }),
  read: ({ query: { includeReplaced }, database }) => RULES.list(database.em.fork(), includeReplaced),
  reply: ({ found: rules }) => ({ rules: rules.map(toRuleMessage), records: toRecordMessages(rules) }),
});

export const SENSITIVE_FIGURE_QUERIES: readonly Rpc[] = [listSensitiveFigures, LIST_RULES];
