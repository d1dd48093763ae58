import type { Keyboard } from './keyboard.ts';

/** Of the form that goes on. */
export const SEND = 'main form:last-of-type button:not(.second)';

/** The thing on the first page that most of these tests report. */
export const POTHOLE = '[name="thing"][value="pothole"]';

/** From `/report`, which is open, to the token, with the keyboard alone and without a mistake: a pit, anonymously. */
export async function shortestReport(keyboard: Keyboard): Promise<void> {
  await keyboard.enter(POTHOLE);
  await keyboard.type('#q', 'Якушинці');
  await keyboard.enter(SEND);
  // Reports that may be of the same thing.
  await keyboard.enter(SEND);
  await keyboard.enter('#send');
}
