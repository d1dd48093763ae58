import { hromadas } from '@safe-community/territory';

/** One hromada of 60, so that each has enough reports for a change of who answers there to be felt. */
const EVERY = 60;

/** Where the incidents of the battery happen. */
export const PLACES: readonly string[] = hromadas()
  .filter((_, index) => index % EVERY === 0)
  .map(({ code }) => code);
