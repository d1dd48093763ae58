import { hromadas, publishedAsOccupied, settlementsOf, type Hromada } from '@safe-community/territory';
import { apportion } from './apportion.ts';
import { randomOf, shuffled, type Random } from './random.ts';

/** The programme as of 4 November 2021, as published: so many hromadas, settlements, and people had an officer. */
const HROMADAS_IN_2021 = 372;
const SETTLEMENTS_IN_2021 = 4_337;
const PEOPLE_IN_2021 = 6_400_000;

/** Larger cities are left to the patrol police and the district officers. */
const MAX_PEOPLE = 100_000;
/** Вінницька hromada has officers, although it is larger: the examples of the README ask for them. */
const OF_THE_EXAMPLES = 'UA05020030000031457';
/** Enough: the last improvements come after about 5,000. */
const TRIES = 20_000;

export interface ServedHromadas {
  /** Hromadas with community officers, in the order of their codes within their oblasts. */
  readonly served: readonly Hromada[];
  /** The other hromadas that are not occupied. */
  readonly others: readonly Hromada[];
}

/**
 * Which hromadas had officers is not published, and nobody serves in those that were occupied since. They are drawn in proportion to the hromadas of each oblast, then
 * swapped within their oblasts until their settlements and people add up to the published numbers.
 */
export function chooseHromadas(): ServedHromadas {
  const controlled = hromadas().filter(({ code }) => !publishedAsOccupied().has(code));
  const random = randomOf('hromadas with an officer');
  const draws = drawByOblast(controlled, random);
  approachPublished(draws, random);
  const chosen = new Set(draws.flatMap(({ inside }) => inside.map(({ hromada }) => hromada)));
  return {
    served: controlled.filter((hromada) => chosen.has(hromada)),
    others: controlled.filter((hromada) => !chosen.has(hromada)),
  };
}

/** Cities count as settlements, their districts do not. */
export function settlementsIn({ code }: Pick<Hromada, 'code'>): string[] {
  return settlementsOf(code)
    .filter(({ category }) => category !== 'B')
    .map((settlement) => settlement.code);
}

interface Candidate {
  readonly hromada: Hromada;
  readonly settlements: number;
}

/** The hromadas of an oblast that have officers, and those that could have them. */
interface Draw {
  readonly inside: Candidate[];
  readonly outside: Candidate[];
}

function drawByOblast(controlled: readonly Hromada[], random: Random): Draw[] {
  const oblasts = [...Map.groupBy(controlled, ({ oblastCode }) => oblastCode).values()];
  const seats = apportion(
    HROMADAS_IN_2021,
    oblasts.map(({ length }) => length),
  );
  return oblasts.map((oblast, index) => {
    const possible = oblast.filter((hromada) => isOfExamples(hromada) || hromada.population < MAX_PEOPLE);
    const drawn = shuffled(possible, random)
      .toSorted((a, b) => Number(isOfExamples(b)) - Number(isOfExamples(a)))
      .map((hromada) => ({ hromada, settlements: settlementsIn(hromada).length }));
    return { inside: drawn.slice(0, seats[index]), outside: drawn.slice(seats[index]) };
  });
}

/** Swaps hromadas within their oblasts whenever the sums come closer to the published ones. */
function approachPublished(draws: readonly Draw[], random: Random): void {
  const all = draws.flatMap(({ inside }) => inside);
  let settlements = all.reduce((sum, candidate) => sum + candidate.settlements, 0);
  let people = all.reduce((sum, { hromada }) => sum + hromada.population, 0);
  for (let count = 0; count < TRIES; count += 1) {
    const { inside, outside } = random.pick(draws);
    const [leaving, coming] = [random.pick(inside), random.pick(outside)];
    if (isOfExamples(leaving.hromada)) continue;
    const settlementsAfter = settlements - leaving.settlements + coming.settlements;
    const peopleAfter = people - leaving.hromada.population + coming.hromada.population;
    if (distance(settlementsAfter, peopleAfter) >= distance(settlements, people)) continue;
    [settlements, people] = [settlementsAfter, peopleAfter];
    inside[inside.indexOf(leaving)] = coming;
    outside[outside.indexOf(coming)] = leaving;
  }
}

function isOfExamples({ code }: Hromada): boolean {
  return code === OF_THE_EXAMPLES;
}

/** From the published sums, as shares of these. */
function distance(settlements: number, people: number): number {
  return Math.abs(settlements / SETTLEMENTS_IN_2021 - 1) + Math.abs(people / PEOPLE_IN_2021 - 1);
}
