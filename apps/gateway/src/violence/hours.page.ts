import { textsOf } from '../site/module.ts';
import { isReliable } from './dated.ts';
import type { Helpline } from './helplines.ts';
import type { Asked } from './next.page.ts';
import { opennessAt } from './opening-hours.ts';
import { VIOLENCE_TEXTS } from './violence.texts.ts';

/** In words; whether somebody answers now is said of a timetable only if the line is known well enough. */
export function hoursOf(line: Helpline, { language, now, day }: Asked): string {
  const texts = VIOLENCE_TEXTS[language];
  const { hours } = line;
  if (hours === 'always') return texts.always;
  const { weekdays } = textsOf(language).officer;
  const nameOf = (weekday: number) => weekdays[weekday - 1] ?? '';
  const words = hours.map(({ firstDay, lastDay, opens, closes }) => {
    const days = firstDay === lastDay ? nameOf(firstDay) : `${nameOf(firstDay)}–${nameOf(lastDay)}`;
    return `${days}, ${opens}–${closes}`;
  });
  const openness = isReliable(line, day) ? opennessAt(hours, now) : undefined;
  const state =
    openness === undefined
      ? []
      : [openness === 'open' ? texts.open : texts.opens(nameOf(openness.weekday), openness.opens)];
  return [texts.hours(words.join('; ')), ...state].join(' ');
}
