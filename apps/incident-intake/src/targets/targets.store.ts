import type { Database, Rights } from '@safe-community/database';
import { unavailable, type Day } from '@safe-community/domain-kit';
import { RECORD_COLUMNS, ruleStore, type RuleStore } from '@safe-community/service-kit/dated-rules';
import type { ResponderKind } from '../catalogue/module.ts';
import { FIRST_TARGETS } from './first-targets.ts';
import {
  problemsOf,
  targetsOn,
  type ResponseTarget,
  type TargetArea,
  type TargetClock,
  type TargetGoal,
  type TargetStatus,
} from './response-target.ts';

export const TARGET_TABLES: readonly string[] = [
  `create table response_target (
     service text not null,
     goal text not null check (goal in ('arrival', 'repair')),
     -- empty for every report
     target_class text not null,
     area text not null check (area in ('any', 'urban', 'rural')),
     -- empty for the whole country
     hromada_code text not null,
     valid_from date not null,
     valid_to date check (valid_to >= valid_from),
     minutes int not null check (minutes > 0),
     -- none if the source states none
     allowed_exceedance_percent int check (allowed_exceedance_percent between 0 and 100),
     clock text not null check (clock in ('received', 'dispatched', 'discovered')),
     status text not null check (status in ('binding', 'recommended', 'announced', 'not_stated')),
     source text not null check (source <> ''),
     confirmed boolean not null,
     version integer not null,
     recorded_at timestamptz,
     -- name of the calling system
     caller text,
     primary key (service, goal, target_class, area, hromada_code, valid_from)
   )`,
  `insert into response_target values ${FIRST_TARGETS.map(
    (target) => `(${[...Object.values(toRow(target)), 1, null, null].map(literal).join(', ')})`,
  ).join(', ')}`,
];

/** For the first targets only, which contain no quotes. */
function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value);
}

const VALUES = ['valid_to', 'minutes', 'allowed_exceedance_percent', 'clock', 'status', 'source', 'confirmed'] as const;
const KEY = ['service', 'goal', 'target_class', 'area', 'hromada_code', 'valid_from'] as const;

export const TARGET_RIGHTS: Rights = {
  response_target: { insert: true, update: [...VALUES, ...RECORD_COLUMNS], reader: { columns: [...KEY, ...VALUES] } },
};

interface TargetRow {
  readonly service: ResponderKind;
  readonly goal: TargetGoal;
  readonly target_class: string;
  readonly area: TargetArea;
  readonly hromada_code: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly minutes: number;
  readonly allowed_exceedance_percent: number | null;
  readonly clock: TargetClock;
  readonly status: TargetStatus;
  readonly source: string;
  readonly confirmed: boolean;
}

export const TARGETS: RuleStore<ResponseTarget> = ruleStore<ResponseTarget, TargetRow>({
  table: 'response_target',
  key: KEY,
  values: VALUES,
  toRow,
  toRule: (row) => ({
    service: row.service,
    goal: row.goal,
    targetClass: row.target_class,
    area: row.area,
    hromadaCode: row.hromada_code,
    validFrom: row.valid_from,
    validTo: row.valid_to ?? '',
    minutes: row.minutes,
    allowedExceedancePercent: row.allowed_exceedance_percent ?? undefined,
    clock: row.clock,
    status: row.status,
    source: row.source,
    confirmed: row.confirmed,
  }),
});

/** In the order of the columns. */
function toRow(target: ResponseTarget): TargetRow {
  return {
    service: target.service,
    goal: target.goal,
    target_class: target.targetClass,
    area: target.area,
    hromada_code: target.hromadaCode,
    valid_from: target.validFrom,
    valid_to: target.validTo === '' ? null : target.validTo,
    minutes: target.minutes,
    allowed_exceedance_percent: target.allowedExceedancePercent ?? null,
    clock: target.clock,
    status: target.status,
    source: target.source,
    confirmed: target.confirmed,
  };
}

/** Days, for imports of exports of years. */
const MAX_REMEMBERED = 1_000;

/** The targets in memory, since every report reads them. */
export interface StoredTargets {
  /** Those of the whole country and the promises of the hromada that hold on a day. Throws UNAVAILABLE before `load`. */
  on(day: Day, hromadaCode: string): readonly ResponseTarget[];
  /** Reads them, at the start and while the service runs. Throws if one of them is invalid. */
  load(): Promise<void>;
}

export function storedTargets(database: Database): StoredTargets {
  // By hromada; those of the whole country are under the empty code.
  let targets: ReadonlyMap<string, readonly ResponseTarget[]> | undefined;
  // Of the whole country, by day: nearly all reports are of today.
  const national = new Map<Day, readonly ResponseTarget[]>();
  return {
    on(day, hromadaCode) {
      if (targets === undefined) throw unavailable('the service is starting');
      const ofCountry = national.get(day) ?? targetsOn(targets.get('') ?? [], day);
      if (national.size >= MAX_REMEMBERED) national.clear();
      national.set(day, ofCountry);
      const own = targets.get(hromadaCode);
      return own === undefined ? ofCountry : [...ofCountry, ...targetsOn(own, day)];
    },
    async load() {
      const stored = await TARGETS.list(database.em.fork());
      const problems = problemsOf(stored);
      if (problems.length > 0) throw new InvalidTargets(problems);
      national.clear();
      targets = Map.groupBy(stored, ({ hromadaCode }) => hromadaCode);
    },
  };
}

/** Targets that no write of this service can have stored. */
class InvalidTargets extends Error {
  override readonly name = 'InvalidTargets';
  /** Codes, days and rules. */
  readonly messageIsLoggable = true;

  constructor(problems: readonly string[]) {
    super(`invalid response targets: ${problems.join('; ')}`);
  }
}
