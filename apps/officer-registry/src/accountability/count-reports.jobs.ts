import type { EntityManager } from '@safe-community/database';
import { kyivDay, type Day } from '@safe-community/domain-kit';
import type { FindUnit, History } from '../territory/module.ts';
import { readCounted, removeCounted, saveCounted, sumCounted } from './counted-reports.store.ts';
import { countReports, type MeasuredGuarantee } from './measured-guarantee.ts';
import { readReportDigests, readYear, ruleOfYear } from './reports-due.store.ts';
import { dueReports, type DueReport } from './reports-due.ts';
import { RULES } from './rule.store.ts';

interface Needs {
  readonly findUnit: FindUnit;
  readonly history: History;
  readonly now: Date;
}

/** What is recorded of earlier years changes no figure. */
export function firstDayCounted(now: Date): Day {
  return `${Number(kyivDay(now).slice(0, 4)) - 1}-01-01`;
}

/** So many hromadas are counted at once: that takes some milliseconds, in which the service answers nobody. */
const PORTION = 25;

/**
 * Counts the reports that are due in this year and the one before. Those of a hromada are counted again only when a row that
 * decides about them, a rule, or the day has changed since: after midnight all are, portion by portion, so that another
 * version of the service may compute otherwise.
 */
export async function countDueReports(tx: EntityManager, needs: Needs): Promise<MeasuredGuarantee[]> {
  const counted = await readCounted(tx);
  const years = await countedYears(tx, kyivDay(needs.now));
  // Before what they are of, so that a change in between is found next time.
  const present = await readPresent(tx, needs, years);
  const changed = present.filter(({ code, digest }) => counted.get(code) !== digest);
  for (let first = 0; first < changed.length; first += PORTION) {
    await countPortion(tx, needs, years, changed.slice(first, first + PORTION));
  }
  const codes = new Set(present.map(({ code }) => code));
  await removeCounted(
    tx,
    [...counted.keys()].filter((code) => !codes.has(code)),
  );
  return sumCounted(tx);
}

/** A year, and how many reports are due in it. */
interface CountedYear {
  readonly year: number;
  readonly perYear: number;
}

async function countedYears(em: EntityManager, today: Day): Promise<CountedYear[]> {
  const rules = await RULES.list(em);
  const year = Number(today.slice(0, 4));
  return [year - 1, year].flatMap((each) => {
    const rule = ruleOfYear(rules, each, today);
    return rule === undefined ? [] : [{ year: each, perYear: rule.value }];
  });
}

/** A hromada of today. */
interface PresentHromada {
  readonly code: string;
  readonly digest: string;
  /** The codes that its beats and reports name: also of what was merged into it. */
  readonly parts: readonly string[];
}

/** No report of a hromada depends on the rows of another one. */
async function readPresent(
  em: EntityManager,
  { history, now }: Needs,
  years: readonly CountedYear[],
): Promise<PresentHromada[]> {
  const today = kyivDay(now);
  const rows = await readReportDigests(em, now, firstDayCounted(now));
  return [...Map.groupBy(rows, ({ code }) => history.currentCode(today, code))].map(([code, parts]) => ({
    code,
    digest: JSON.stringify([today, years, parts]),
    parts: parts.map((part) => part.code),
  }));
}

async function countPortion(
  tx: EntityManager,
  { findUnit, history, now }: Needs,
  years: readonly CountedYear[],
  portion: readonly PresentHromada[],
): Promise<void> {
  const today = kyivDay(now);
  const codes = portion.flatMap(({ parts }) => parts);
  const due: DueReport[] = [];
  for (const { year, perYear } of years) {
    const { services, reports } = await readYear(tx, year, now, history, codes);
    due.push(...dueReports(year, perYear, services, reports, today));
  }
  const dueIn = Map.groupBy(due, ({ hromadaCode }) => hromadaCode);
  const counted = portion.map(async ({ code, digest }) => {
    const oblastCode = (await findUnit(code))?.oblastCode;
    const placed = (dueIn.get(code) ?? []).flatMap((each) =>
      oblastCode === undefined ? [] : [{ ...each, oblastCode }],
    );
    return { code, digest, reports: countReports(placed, today) };
  });
  await saveCounted(tx, await Promise.all(counted));
}
