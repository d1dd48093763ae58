import { unless, type Violation } from './violation.ts';

/** People hurt; each part is at most its whole. */
export interface Casualties {
  readonly killed: number;
  readonly injured: number;
  readonly childrenKilled: number;
  readonly childrenInjured: number;
  readonly defendersKilled: number;
  readonly defendersInjured: number;
}

export const NO_CASUALTIES: Casualties = {
  killed: 0,
  injured: 0,
  childrenKilled: 0,
  childrenInjured: 0,
  defendersKilled: 0,
  defendersInjured: 0,
};

/** More than in any single incident in the country's history: a larger count is a typing error. */
const MOST = 10_000;

export function checkCasualties(casualties: Casualties, path: string): Violation[] {
  const { killed, injured, childrenKilled, childrenInjured, defendersKilled, defendersInjured } = casualties;
  return [
    ...unless(killed <= MOST, `${path}.killed`, `must be at most ${MOST}`),
    ...unless(injured <= MOST, `${path}.injured`, `must be at most ${MOST}`),
    ...unless(
      childrenKilled + defendersKilled <= killed,
      `${path}.killed`,
      'must be at least its children and defenders together',
    ),
    ...unless(
      childrenInjured + defendersInjured <= injured,
      `${path}.injured`,
      'must be at least its children and defenders together',
    ),
  ];
}
