import { addDays, type Day } from './day.ts';

/** Trinity is the fiftieth day, Easter itself counted. */
export const TRINITY_AFTER_EASTER = 49;

/**
 * Orthodox Easter of a year, by the Julian calendar (J. Meeus, Astronomical Algorithms, chapter 8), as a day of the
 * Gregorian one. The Orthodox Church of Ukraine has kept this Easter with its new calendar of 2023.
 */
export function easterOf(year: number): Day {
  const a = year % 4;
  const b = year % 7;
  const c = year % 19;
  const d = (19 * c + 15) % 30;
  const e = (2 * a + 4 * b - d + 34) % 7;
  const month = Math.floor((d + e + 114) / 31);
  const day = ((d + e + 114) % 31) + 1;
  const julian = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  // How many leap days the Gregorian calendar has left out so far.
  return addDays(julian, Math.floor(year / 100) - Math.floor(year / 400) - 2);
}
