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
  uk: { s: 'с', min: 'хв', h: 'год', day: { one: 'доба', few: 'доби', other: 'діб' } },
  en: { s: 's', min: 'min', h: 'h', day: { one: 'day', few: 'days', other: 'days' } },
} as const;
const RULES = { uk: new Intl.PluralRules('uk'), en: new Intl.PluralRules('en') };

/** In the largest unit and the next one: "48 s", "10 min 11 s", "1 day 2 h"; "48 с", "10 хв 11 с", "1 доба 2 год". */
export function duration(seconds: number): string {
  const { s, min, h, day } = UNITS[language()];
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} ${s}`;
  if (whole < 3_600) return twoParts(Math.floor(whole / 60), min, whole % 60, s);
  const minutes = Math.round(seconds / 60);
  if (minutes < 24 * 60) return twoParts(Math.floor(minutes / 60), h, minutes % 60, min);
  const hours = Math.round(seconds / 3_600);
  const days = Math.floor(hours / 24);
  const rule = RULES[language()].select(days);
  return twoParts(days, rule === 'one' || rule === 'few' ? day[rule] : day.other, hours % 24, h);
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
