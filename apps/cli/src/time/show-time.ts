import { addDays, kyivDay } from '@safe-community/domain-kit/plain';
import { language, say } from '../terminal/language.ts';

const KYIV = new Intl.DateTimeFormat('uk-UA', {
  timeZone: 'Europe/Kyiv',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** "24.11.26, 18:05:00", Kyiv time; a dash when there is none. */
export function kyivTime(time: Date | undefined): string {
  return time === undefined ? '—' : KYIV.format(time);
}

const UNITS = {
  uk: { s: 'с', min: 'хв', h: 'год', d: 'дн.' },
  en: { s: 's', min: 'min', h: 'h', d: 'd' },
} as const;

/** A readable duration: "48 s", "13 min", "2 h 5 min", "3 d 4 h"; "48 с", "13 хв", "2 год 5 хв", "3 дн. 4 год". */
export function duration(seconds: number): string {
  const unit = UNITS[language()];
  if (seconds < 60) return `${Math.round(seconds)} ${unit.s}`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} ${unit.min}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return twoParts(hours, unit.h, minutes % 60, unit.min);
  return twoParts(Math.floor(hours / 24), unit.d, hours % 24, unit.h);
}

function twoParts(first: number, ofFirst: string, second: number, ofSecond: string): string {
  return second === 0 ? `${first} ${ofFirst}` : `${first} ${ofFirst} ${second} ${ofSecond}`;
}

/** "3 days late", "2 days early"; "запізнення 3 дн.", "на 2 дн. раніше". */
export function lateness(days: number): string {
  const count = Math.abs(days);
  const ofDays = count === 1 ? 'day' : 'days';
  if (days < 0) return say({ uk: `на ${count} дн. раніше`, en: `${count} ${ofDays} early` });
  return say({ uk: `запізнення ${count} дн.`, en: `${count} ${ofDays} late` });
}

interface Period {
  readonly firstDay: string;
  readonly lastDay: string;
}

/** Up to today, if the days are left out. */
export function lastDays(days: number, { firstDay, lastDay }: Period): Period {
  const last = lastDay || kyivDay(new Date());
  return { firstDay: firstDay || addDays(last, -days), lastDay: last };
}

/** From 1 January to today, if the days are left out. */
export function thisYear({ firstDay, lastDay }: Period): Period {
  const last = lastDay || kyivDay(new Date());
  return { firstDay: firstDay || `${last.slice(0, 4)}-01-01`, lastDay: last };
}

/** Above what is of a period. */
export function periodLine({ firstDay, lastDay }: Period): string {
  return say({ uk: `Від ${firstDay} до ${lastDay}`, en: `From ${firstDay} to ${lastDay}` });
}
