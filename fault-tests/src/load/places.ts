import { hromadas } from '@safe-community/territory';

/** One hromada in 60, so that each has enough reports for a change of officers to matter. */
const EVERY = 60;

/** The places of the incidents. */
export const PLACES: readonly string[] = hromadas()
  .filter((_, index) => index % EVERY === 0)
  .map(({ code }) => code);
