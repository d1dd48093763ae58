/** What the figures of each section are, for the page and for programs. */
export const DEFINITIONS = {
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
