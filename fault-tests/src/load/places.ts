import { hromadas, publishedAsOccupied } from '@safe-community/territory';

/** One hromada in 60, so that each has enough reports for a change of officers to matter. */
const EVERY = 60;

/** Hromadas where officers can be assigned. */
export const OPEN_PLACES: readonly string[] = hromadas()
  .map(({ code }) => code)
  .filter((code) => !publishedAsOccupied().has(code));

/** The places of the incidents. */
export const PLACES: readonly string[] = OPEN_PLACES.filter((_, index) => index % EVERY === 0);

/** Of visitors of the public page; nobody is ever responsible there. */
export const VISITED_PLACES: readonly string[] = OPEN_PLACES.filter((_, index) => index % EVERY === EVERY / 2);
