import type { ExactFigure } from '@safe-community/contracts/statistics/v1/sensitive_figures.ts';
import { SensitiveFiguresServiceService as Service } from '@safe-community/contracts/statistics/v1/sensitive_figures_service.ts';
import { checkDay, isDay, Refusal, unless, type Decision } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { maySee } from '@safe-community/security/policy';
import { query, recordRead } from '@safe-community/service-kit';
import { COUNTRY } from '@safe-community/territory';
import { checkSpan, type Category } from '../incidents/module.ts';
import { readExact, type ExactQuery, type ExactRow } from './exact-figures.store.ts';
import { startOf } from './period.ts';
import { levelOf } from './place-level.store.ts';
import { toPeriod, toSensitiveCategory } from './sensitive-figures.mapping.ts';

/** Exact figures, for those who need them for a purpose that they state. */
export const getExactSensitiveFigures = query(Service.getExactSensitiveFigures, {
  authorize: ({ call }) => refuseWithoutPurpose(call),
  async parse({ request, fields, database }): Promise<Decision<ExactQuery>> {
    const { territoryCode } = request;
    const [category, period] = [toSensitiveCategory(request.category), toPeriod(request.period)];
    const [from, to] = [fields.text('from', checkDay), fields.text('to', checkDay)];
    const level = await levelOf(database, territoryCode);
    fields.check([
      ...unless(category !== undefined, 'category', 'must be DOMESTIC_VIOLENCE or SCHOOL_SAFETY'),
      ...unless(period !== undefined, 'period', 'must be DAY, MONTH, QUARTER or YEAR'),
      ...unless(level !== undefined, 'territory_code', 'must be the KATOTTG code of an oblast or hromada, or empty'),
      ...(isDay(from) && isDay(to) ? checkSpan(from, to) : []),
    ]);
    if (!category || !period || !level) return fields.refusal();
    return { category, period, from, to, territoryCode, level };
  },
  async read({ query: exact, call, database, clock }) {
    const denied = refuseSight(exact, call);
    if (denied !== undefined) return denied;
    await recordRead(database, call, clock, subjectsOf(exact.territoryCode, exact.category));
    const found = await readExact(database, exact);
    return found.map((row) => ({
      territoryCode: exact.territoryCode,
      // The first period may begin before the first day.
      periodStart: startOf(exact.period, row.start),
      ...exactOf(row),
    }));
  },
  reply: ({ found: figures }) => ({ figures }),
});

/** Also where a grant of the policy requires none. */
function refuseWithoutPurpose({ purpose }: CallContext): Refusal | undefined {
  if (purpose !== '') return undefined;
  return new Refusal('permission-denied', 'the metadata purpose must name what this is for', {
    reason: 'PURPOSE_REQUIRED',
  });
}

function refuseSight({ category, territoryCode, level }: ExactQuery, { rights }: CallContext): Refusal | undefined {
  const isHromada = level === 'hromada';
  const place = { oblastCode: isHromada ? '' : territoryCode, hromadaCode: isHromada ? territoryCode : '' };
  if (maySee(rights, { ...place, category, isSensitive: true })) return undefined;
  const message = 'the territory or category is outside of those for which the scope is held';
  return new Refusal('permission-denied', message, {
    reason: 'OUTSIDE_TERRITORY',
    about: subjectsOf(territoryCode, category),
  });
}

function subjectsOf(territoryCode: string, category: Category): string[] {
  return [`sensitive-figures-${category}`, territoryCode || COUNTRY];
}

/** The fields of the message have the names of the measures. */
function exactOf(row: ExactRow): Omit<ExactFigure, 'territoryCode' | 'periodStart'> {
  return {
    incidents: BigInt(row.incidents),
    killed: BigInt(row.killed),
    injured: BigInt(row.injured),
    prohibitionOrders: BigInt(row.prohibition_orders),
    restrainingOrders: BigInt(row.restraining_orders),
    orderBreaches: BigInt(row.order_breaches),
    victimReferrals: BigInt(row.victim_referrals),
    referralsAccepted: BigInt(row.referrals_accepted),
    visitsOverdue: BigInt(row.visits_overdue),
    visitsDone: BigInt(row.visits_done),
    schoolBullying: BigInt(row.school_bullying),
    schoolDrugs: BigInt(row.school_drugs),
    schoolCrime: BigInt(row.school_crime),
    schoolMatterUnknown: BigInt(row.school_matter_unknown),
    administrativeProtocols: BigInt(row.administrative_protocols),
    pretrialRegistrations: BigInt(row.pretrial_registrations),
    policeRegistrations: BigInt(row.police_registrations),
    fines: BigInt(row.fines),
    arrests: BigInt(row.arrests),
    communityWorks: BigInt(row.community_works),
    sociallyUsefulWorks: BigInt(row.socially_useful_works),
    correctionalWorks: BigInt(row.correctional_works),
    outcomesRevoked: BigInt(row.outcomes_revoked),
    worksReferred: BigInt(row.works_referred),
    worksReferredLate: BigInt(row.works_referred_late),
    workHoursImposed: BigInt(row.work_hours_imposed),
    workHours: BigInt(row.work_hours),
    workHoursMissed: BigInt(row.work_hours_missed),
    worksCompleted: BigInt(row.works_completed),
    worksReturned: BigInt(row.works_returned),
  };
}
