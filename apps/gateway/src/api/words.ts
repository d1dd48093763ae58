import type { CalendarDay } from '../site/module.ts';

/** Texts that come with answers, in both languages. */
export const PUBLISHER = { uk: 'Програма «Безпечна громада»', en: 'Safe Community programme' };

export const REGISTRY = {
  uk: 'Дільниці громади та ті з них, де є офіцер на службі або у відпустці. Скільки дільниць потрібно, визначає чинна норма.',
  en: 'Beats of a hromada, and those with an officer who is active or on leave. The norm that holds now says how many it needs.',
};

export const COMPARISON = {
  uk: 'Кількість на 100 000 мешканців за період. Упорядковано за показником, наближеним до спільного тим більше, що менша область (емпіричний баєсів метод); межі – точні пуассонівські, розширені на різницю понад випадковість.',
  en: 'Counts per 100,000 people in the period. Ranked by rates that are drawn towards the mean, the more, the smaller the oblast (empirical Bayes); limits are exact Poisson, widened by what differs beyond chance.',
};

export const SMALL_NUMBERS = {
  uk: 'Для громади показано лише 52 тижні та числа за категоріями; числа, менші за 5, приховано, сум немає.',
  en: 'For a hromada, only 52 weeks and numbers by category are shown; numbers below 5 are suppressed, and there are no sums.',
};

export const SCORECARD = {
  officers: {
    uk: 'Офіцери громад, основні на дільниці, на службі або у відпустці, та громади, де є хоча б один.',
    en: 'Community officers who are primary on a beat and active or on leave, and hromadas with at least one.',
  },
  cameras: {
    uk: 'Діючі патрульні та ті з них, хто має справну нагрудну камеру.',
    en: 'Active patrol officers, and those of them with a working body camera.',
  },
  trust: {
    uk: 'Частка людей, які довіряють офіцеру там, де він є, як опубліковано, відсотків.',
    en: 'The share of people who trust the officer where there is one, as published, per cent.',
  },
  deaths: {
    uk: 'Опубліковані числа загиблих 2020 року та обліковані за весь час із зареєстрованих подій. Опубліковані суми не перераховуються.',
    en: 'Published deaths of 2020, and those counted over all time from registered incidents. Published totals are never computed again.',
  },
  incidents: {
    uk: 'Зареєстровані події за весь час за категоріями, без хибних викликів і повторів, та медіана часу прибуття.',
    en: 'Registered incidents of all time by category, without false calls and duplicates, and the median response time.',
  },
};

/** "2026-11-28" */
export function written({ year, month, day }: CalendarDay): string {
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}
