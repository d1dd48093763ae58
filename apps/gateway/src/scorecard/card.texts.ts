import type { Language, PluralForms } from '../site/module.ts';

const NBSP = '\u00a0';

const uk = {
  groups: {
    lives: 'Життя',
    on_time: 'Вчасно',
    near: 'Поруч',
    streets: 'Вулиці',
    protection: 'Захист',
  } as Readonly<Record<string, string>>,
  otherGroup: 'Інше',
  of: (all: string) => `із${NBSP}${all}`,
  median: 'медіана',
  sample: (low: string, high: string, asked: string) =>
    `від ${low} до ${high} з імовірністю 95${NBSP}%; опитано людей: ${asked}`,
  published: (when: string) => `${when}, офіційно`,
  inYear: (year: number) => `у ${year} році`,
  onDay: (day: string) => `станом на ${day}`,
  counted: (days: string) => `${days}, за повідомленнями`,
  released: (days: string) => `${days}, оприлюднено`,
  yearBefore: (value: string) => `Роком раніше за ті самі дні: ${value}`,
  officialToo: (value: string) => `Офіційно: ${value}`,
  countedToo: (value: string) => `За повідомленнями: ${value}`,
  complete: 'Дані охоплюють усе населення',
  incomplete: (share: string) => `Дані охоплюють ${share} населення`,
  uncovered: 'Повних даних ще не дає жодне джерело',
  noNewer: 'новіших чисел не опубліковано',
  outcomesOpen: (incidents: string) => `Про ${incidents} ще невідомо, чи хтось загинув`,
  incidents: { one: 'подію', few: 'події', many: 'подій' } as PluralForms,
  target: (value: string) => `ціль ${value}`,
  due: (day: string) => `строк – ${day}`,
  wasDue: (day: string) => `строк минув ${day}`,
  limits: (list: string) => `строк – ${list}`,
  areas: { urban: 'у місті', rural: 'у селі' },
  verdicts: {
    reached: 'Досягнуто',
    on_the_way: 'Виконується',
    late: 'Відстає',
    cannot_be_told: 'Сказати не можна',
    not_measured: 'Не вимірюємо',
  },
  verdictRules: {
    reached: 'Значення не гірше за ціль. Якщо воно має інтервал, не гірший за ціль увесь інтервал.',
    on_the_way:
      'Ціль ще не досягнуто, а її строк не настав або його не названо. Для кількості: увесь прогноз не гірший за ціль.',
    late: 'Ціль не досягнуто, а її строк минув. Кількість відстає, якщо весь прогноз гірший за ціль. Медіана відстає, якщо вона довша за кожен чинний строк: тоді понад половина випадків тривала задовго.',
    cannot_be_told:
      'Ціль лежить у межах інтервалу значення чи прогнозу, або дані неповні. Медіана не показує, скільки випадків уклалося в строк.',
    not_measured: 'Значення немає.',
  },
  incompleteWord: 'Неповно',
  incompleteRule:
    'Повідомляють не всі, тому справжнє число може бути більшим. За неповними даними ми не оцінюємо ні змін, ні виконання.',
  trends: {
    fewer: 'Менше, ніж роком раніше',
    same: 'Без помітної зміни за рік',
    more: 'Більше, ніж роком раніше',
  },
  trendRules: {
    fewer: 'Порівняно з тими самими днями роком раніше. Випадковістю різницю не пояснити.',
    same: 'Різницю з тими самими днями роком раніше може пояснити випадковість.',
    more: 'Порівняно з тими самими днями роком раніше. Випадковістю різницю не пояснити.',
  },
  since2020: {
    fewer: 'Менше, ніж 2020 року',
    same: 'Без помітної зміни з 2020 року',
    more: 'Більше, ніж 2020 року',
  },
  by: (share: string, range: string) => `на ${share} (${range})`,
  chart: 'Обліковано за місяцями',
  series: 'Офіційно за роками',
  unmeasured: (promises: string) => `Ще не вимірюємо: ${promises}`,
  promises: { one: 'обіцянку', few: 'обіцянки', many: 'обіцянок' } as PluralForms,
  reasons: {
    nobody_reports: 'про це ще ніхто не повідомляє',
    nothing_counted: 'за ці дні тут нічого не обліковано',
    nothing_published: 'за ці дні нічого не оприлюднено',
  },
  connect: 'Як підключити джерело даних',
};

const en: typeof uk = {
  groups: { lives: 'Lives', on_time: 'On time', near: 'Nearby', streets: 'Streets', protection: 'Protection' },
  otherGroup: 'Other',
  of: (all) => `of${NBSP}${all}`,
  median: 'median',
  sample: (low, high, asked) => `${low} to ${high} with a probability of 95%; people asked: ${asked}`,
  published: (when) => `${when}, official`,
  inYear: (year) => `in ${year}`,
  onDay: (day) => `on ${day}`,
  counted: (days) => `${days}, from reports`,
  released: (days) => `${days}, as released`,
  yearBefore: (value) => `Same days a year before: ${value}`,
  officialToo: (value) => `Official: ${value}`,
  countedToo: (value) => `From reports: ${value}`,
  complete: 'Reported for the whole population',
  incomplete: (share) => `Reported for ${share} of the population`,
  uncovered: 'No source reports all of it yet',
  noNewer: 'no newer number was published',
  outcomesOpen: (incidents) => `For ${incidents}, nobody has said yet whether anyone was killed`,
  incidents: { one: 'incident', few: 'incidents', many: 'incidents' },
  target: (value) => `target ${value}`,
  due: (day) => `due ${day}`,
  wasDue: (day) => `was due ${day}`,
  limits: (list) => `limit ${list}`,
  areas: { urban: 'in cities', rural: 'in villages' },
  verdicts: {
    reached: 'Reached',
    on_the_way: 'On the way',
    late: 'Late',
    cannot_be_told: 'Cannot be told',
    not_measured: 'Not measured',
  },
  verdictRules: {
    reached: 'The value is as good as the target or better. If it has an interval, the whole of it is.',
    on_the_way:
      'The target is not reached, and it is due later or on no named day. Of a count: the whole forecast is as good as the target.',
    late: 'The target is not reached, and it was due. A count is late if the whole forecast is worse than the target. A median is late if it is longer than every limit in force: then more than half of the cases took too long.',
    cannot_be_told:
      'The target lies within the interval of the value or of the forecast, or the data is incomplete. A median does not say how many cases were in time.',
    not_measured: 'There is no value.',
  },
  incompleteWord: 'Incomplete',
  incompleteRule:
    'Not everybody reports, so the true number may be higher. We judge neither changes nor targets by incomplete figures.',
  trends: {
    fewer: 'Lower than a year before',
    same: 'No clear change in a year',
    more: 'Higher than a year before',
  },
  trendRules: {
    fewer: 'Compared with the same days of the year before. Chance does not explain the difference.',
    same: 'Chance may explain the difference from the same days of the year before.',
    more: 'Compared with the same days of the year before. Chance does not explain the difference.',
  },
  since2020: { fewer: 'Fewer than in 2020', same: 'No clear change since 2020', more: 'More than in 2020' },
  by: (share, range) => `by ${share} (${range})`,
  chart: 'Counted by month',
  series: 'Official by year',
  unmeasured: (promises) => `Not measured yet: ${promises}`,
  promises: { one: 'promise', few: 'promises', many: 'promises' },
  reasons: {
    nobody_reports: 'nobody reports it yet',
    nothing_counted: 'nothing was counted here in these days',
    nothing_published: 'nothing was published of these days',
  },
  connect: 'How to connect a source of data',
};

export const CARD_TEXTS: Readonly<Record<Language, typeof uk>> = { uk, en };
