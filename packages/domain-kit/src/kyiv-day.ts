/** The day in Ukraine at that time, "2026-12-31"; such texts sort like the days. */
export function kyivDay(at: Date): string {
  return FORMAT.format(at);
}

const FORMAT = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Kyiv',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** Whether the day exists in the calendar: no 30 February. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const [year, month, day] = partsOf(text);
  return month >= 1 && month <= 12 && day >= 1 && day <= lastDayOf(year, month);
}

/** The same day some months later, or the last day of that month if it has no such day. */
export function monthsAfter(day: string, months: number): string {
  const [year, month, ofMonth] = partsOf(day);
  const at = year * 12 + (month - 1) + months;
  const [toYear, toMonth] = [Math.floor(at / 12), (at % 12) + 1];
  return [
    String(toYear).padStart(4, '0'),
    String(toMonth).padStart(2, '0'),
    String(Math.min(ofMonth, lastDayOf(toYear, toMonth))).padStart(2, '0'),
  ].join('-');
}

function partsOf(day: string): [year: number, month: number, day: number] {
  const [year = 0, month = 0, ofMonth = 0] = day.split('-').map(Number);
  return [year, month, ofMonth];
}

function lastDayOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
