import {
  addDays,
  checkDay,
  checkName,
  checkText,
  preconditionFailed,
  Refusal,
  unless,
  type Day,
  type Decision,
  type Violation,
} from '@safe-community/domain-kit';
import { COUNTRY } from '@safe-community/territory';
import { isSensitive, type Category } from '../incidents/category.ts';

/** What a source reports about incidents, in the order of the contract. */
export const MATTERS = ['incidents', 'casualties', 'arrivals'] as const;
export type Matter = (typeof MATTERS)[number];

/** From a day on, a source reports these matters of these categories in these territories. */
export interface Declaration {
  readonly source: string;
  readonly titleUk: string;
  readonly titleEn: string;
  readonly matters: readonly Matter[];
  readonly categories: readonly Category[];
  readonly territoryCodes: readonly string[];
  readonly firstDay: Day;
  /** Undefined until it has ended. */
  readonly lastDay: Day | undefined;
  /** Days after which a day is reported in full. */
  readonly lagDays: number;
  readonly saidBy: string;
}

/** A declaration as it is kept. */
export interface DeclaredSource extends Declaration {
  readonly declarationId: string;
  readonly endedSaidBy: string | undefined;
}

/** As sent: what no word of the contract names is undefined. */
export interface DraftDeclaration extends Omit<Declaration, 'matters' | 'categories'> {
  readonly matters: readonly (Matter | undefined)[];
  readonly categories: readonly (Category | undefined)[];
}

/** What of a declaration depends on what is known of places. */
export interface KnownPlaces {
  /** Undefined for a code that no territory has. */
  readonly levelOf: (code: string) => string | undefined;
  /** Whether the territory has not been merged into another one by a day. */
  readonly existsOn: (code: string, day: Day) => boolean;
  /** The code and those of the raion, oblast, and country that it lies in. */
  readonly around: (code: string) => readonly string[];
}

const SOURCE = /^[a-z0-9][a-z0-9._:-]{0,59}$/;
const MAX_LAG = 400;
const TITLE = { least: 2, most: 200 };
const SAID = { least: 2, most: 500 };

/** All rules that a declaration breaks. */
export function checkDeclaration(draft: DraftDeclaration, places: KnownPlaces): Violation[] {
  const { source, titleUk, titleEn, matters, categories, firstDay, lastDay, lagDays, saidBy } = draft;
  return [
    ...unless(
      SOURCE.test(source),
      'source',
      'must be 1 to 60 lower-case letters, digits, "-", ".", "_", ":", and begin with a letter or digit',
    ),
    ...checkName(titleUk, 'title_uk', TITLE),
    ...checkName(titleEn, 'title_en', TITLE),
    ...checkSet(matters, 'matters', 'INCIDENTS, CASUALTIES, or ARRIVALS'),
    ...checkSet(categories, 'categories', 'a category of the contract'),
    ...categories.flatMap((category, index) =>
      unless(
        category === undefined || !isSensitive(category),
        `categories[${index}]`,
        'must not be a sensitive one: their figures are released, and nobody sees whether they are whole',
      ),
    ),
    ...checkTerritories(draft, places),
    ...checkDay(firstDay, 'first_day'),
    ...unless(lastDay === undefined, 'last_day', 'must be empty: EndSource ends a declaration'),
    ...unless(lagDays <= MAX_LAG, 'lag_days', `must be at most ${MAX_LAG}`),
    ...checkText(saidBy, 'said_by', SAID),
  ];
}

function checkSet(values: readonly unknown[], field: string, what: string): Violation[] {
  if (values.length === 0) return [{ field, rule: 'must have at least one' }];
  return values.flatMap((value, index) => [
    ...unless(value !== undefined, `${field}[${index}]`, `must be ${what}`),
    ...unless(value === undefined || values.indexOf(value) === index, `${field}[${index}]`, 'must be there once'),
  ]);
}

function checkTerritories({ territoryCodes: codes, firstDay }: DraftDeclaration, places: KnownPlaces): Violation[] {
  const field = 'territory_codes';
  if (codes.length === 0) return [{ field, rule: 'must have at least one' }];
  const isDay = checkDay(firstDay, '').length === 0;
  const named = new Set(codes);
  return codes.flatMap((code, index) => {
    const at = `${field}[${index}]`;
    if (places.levelOf(code) === undefined) {
      return unless(false, at, 'must be "UA" or the KATOTTG code of a known oblast, raion, or hromada');
    }
    const wider = places.around(code).find((each) => each !== code && named.has(each));
    return [
      ...unless(codes.indexOf(code) === index, at, 'must be there once'),
      ...unless(wider === undefined, at, `must not lie within ${wider}, which is declared as well`),
      ...unless(!isDay || places.existsOn(code, firstDay), at, 'must exist on first_day: it was merged before'),
    ];
  });
}

/** A draft that breaks no rule. */
export function asDeclaration(draft: DraftDeclaration): Declaration {
  return {
    ...draft,
    matters: draft.matters.filter((each) => each !== undefined),
    categories: draft.categories.filter((each) => each !== undefined),
  };
}

/** A source says everything once: two declarations of it share no matter, category, territory, and day. */
export function refuseOverlap(
  declaration: Declaration,
  ofSource: readonly DeclaredSource[],
  around: KnownPlaces['around'],
): Refusal | undefined {
  const other = ofSource.find((each) => overlaps(declaration, each, around));
  if (other === undefined) return undefined;
  return new Refusal(
    'already-exists',
    `declaration ${other.declarationId} of ${other.source} covers a part of this one already`,
    { reason: 'SOURCE_OVERLAPS', metadata: { declaration_id: other.declarationId } },
  );
}

function overlaps(one: Declaration, other: Declaration, around: KnownPlaces['around']): boolean {
  const isWithin = (codes: readonly string[], wide: readonly string[]) =>
    codes.some((code) => around(code).some((each) => wide.includes(each)));
  return (
    (other.lastDay === undefined || other.lastDay >= one.firstDay) &&
    (one.lastDay === undefined || one.lastDay >= other.firstDay) &&
    one.matters.some((matter) => other.matters.includes(matter)) &&
    one.categories.some((category) => other.categories.includes(category)) &&
    (isWithin(one.territoryCodes, other.territoryCodes) || isWithin(other.territoryCodes, one.territoryCodes))
  );
}

export interface Ending {
  readonly lastDay: Day;
  readonly saidBy: string;
}

/** All rules that the end of a declaration breaks, but for its first day. */
export function checkEnding({ lastDay, saidBy }: Ending, today: Day): Violation[] {
  const unreadable = checkDay(lastDay, 'last_day');
  return [
    ...unreadable,
    ...(unreadable.length > 0 ? [] : unless(lastDay <= today, 'last_day', 'must not be in the future')),
    ...checkText(saidBy, 'said_by', SAID),
  ];
}

/** The same end twice is one; one before the first day says that it never held. */
export function endDeclaration(declared: DeclaredSource, { lastDay, saidBy }: Ending): Decision<DeclaredSource> {
  const { firstDay, lastDay: ended } = declared;
  if (ended === lastDay) return declared;
  if (ended !== undefined) return preconditionFailed('SOURCE_ENDED', `it has ended on ${ended}`);
  const broken = unless(lastDay >= addDays(firstDay, -1), 'last_day', `must be ${addDays(firstDay, -1)} or later`);
  if (broken.length > 0) {
    return new Refusal('invalid-argument', 'last_day is before first_day', {
      reason: 'FIELDS_INVALID',
      violations: broken,
    });
  }
  return { ...declared, lastDay, endedSaidBy: saidBy };
}

/** The codes of a place and of what it lies in, from their parents. */
export function aroundOf(code: string, parents: readonly (string | undefined)[]): string[] {
  return [...new Set([code, ...parents.flatMap((each) => each ?? []), COUNTRY])];
}
