import { SensitiveFiguresServiceService as Service } from '@safe-community/contracts/statistics/v1/sensitive_figures_service.ts';
import { checkDay, isDay, Refusal, unless, type Decision } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { maySee } from '@safe-community/security/policy';
import { query, recordRead } from '@safe-community/service-kit';
import { COUNTRY } from '@safe-community/territory';
import { checkSpan, type Category } from '../incidents/module.ts';
import { readExact, type ExactQuery } from './exact-figures.store.ts';
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
    return found.map(({ start, counts }) => ({
      territoryCode: exact.territoryCode,
      // The first period may begin before the first day.
      periodStart: startOf(exact.period, start),
      counts: counts.map(({ measure, value }) => ({ measure, value: BigInt(value) })),
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
