import type { CountedFigures, Promised, ReleasedSeries } from './promised.ts';

const EVERYWHERE = ['pages', 'terminal'] as const;

function deaths(
  id: string,
  official: string,
  texts: Pick<Promised, 'titleUk' | 'titleEn' | 'sentence'>,
  counted: Pick<CountedFigures, 'measures' | 'of'>,
): Promised {
  return {
    ...texts,
    id,
    unit: 'people',
    group: 'lives',
    better: 'fewer',
    counted: { ...counted, take: 'sum' },
    official,
    target: 'published',
    trend: 'counts',
    shown: EVERYWHERE,
  };
}

/** How many are repaired or removed. */
function repairs(id: string, titleUk: string, titleEn: string, time: string): Promised {
  const counted = { measures: [time], take: 'cases' } as const;
  const of = { unit: 'repairs', group: 'streets', better: 'more', trend: 'counts', shown: EVERYWHERE } as const;
  return { id, titleUk, titleEn, counted, ...of };
}

/** How fast something is done: a median. */
function time(
  id: string,
  titleUk: string,
  titleEn: string,
  more: Pick<Promised, 'target' | 'group'> & Pick<CountedFigures, 'of'> & { readonly measure: string },
): Promised {
  const { measure, of, ...rest } = more;
  const counted = { measures: [measure], take: 'median', ...(of && { of }) } as const;
  return { id, titleUk, titleEn, counted, unit: 'seconds', better: 'fewer', shown: EVERYWHERE, ...rest };
}

function released(
  id: string,
  titleUk: string,
  titleEn: string,
  unit: Promised['unit'],
  series: ReleasedSeries,
): Promised {
  const of = { group: 'protection', trend: 'counts', shown: EVERYWHERE } as const;
  return { id, titleUk, titleEn, unit, counted: { released: series }, ...of };
}

/** Of the answers that are given or overdue; the id is the measure. */
function answers(id: string, titleUk: string, titleEn: string): Promised {
  const counted = { measures: [id], take: 'share' } as const;
  const of = { unit: 'per cent', group: 'on_time', better: 'more', trend: 'shares', shown: EVERYWHERE } as const;
  return { id, titleUk, titleEn, counted, ...of };
}

/** All promises, in the order in which they are shown. */
export const PROMISES: readonly Promised[] = [
  deaths(
    'deaths_road',
    'patrol-police-deaths-road',
    {
      titleUk: 'Загинуло на дорогах',
      titleEn: 'Killed on roads',
      sentence: { uk: 'кількість загиблих на дорогах', en: 'people killed on roads' },
    },
    { measures: ['killed'], of: { category: 'road_crash' } },
  ),
  deaths(
    'deaths_fire',
    'ministry-deaths-fire',
    {
      titleUk: 'Загинуло на пожежах',
      titleEn: 'Killed in fires',
      sentence: { uk: 'кількість загиблих на пожежах', en: 'people killed in fires' },
    },
    { measures: ['killed'], of: { category: 'fire' } },
  ),
  deaths(
    'deaths_water',
    'ministry-deaths-water',
    {
      titleUk: 'Загинуло на воді',
      titleEn: 'Killed on water',
      sentence: { uk: 'кількість загиблих на воді', en: 'people killed on water' },
    },
    { measures: ['killed'], of: { category: 'water' } },
  ),
  {
    id: 'deaths_not_itemised',
    titleUk: 'Загинуло з інших причин, не деталізовано',
    titleEn: 'Killed by other causes, not itemised',
    unit: 'people',
    group: 'lives',
    better: 'fewer',
    official: 'ministry-deaths-not-itemised',
    trend: 'counts',
    shown: [],
  },
  deaths(
    'deaths_total',
    'ministry-deaths-total',
    {
      titleUk: 'Загинуло громадян, усі причини',
      titleEn: 'Citizens killed, all causes',
      sentence: { uk: 'загальна кількість загиблих', en: 'people killed in all' },
    },
    { measures: ['killed'] },
  ),
  deaths(
    'defenders_killed',
    'ministry-defenders-killed',
    {
      titleUk: 'Загинуло захисників (окремо)',
      titleEn: 'Defenders killed (counted separately)',
      sentence: { uk: 'кількість загиблих захисників', en: 'defenders killed' },
    },
    { measures: ['defenders_killed'] },
  ),
  time('fire_response', 'Час прибуття на пожежу', 'Time to arrive at a fire', {
    measure: 'response_time_p50',
    of: { category: 'fire' },
    group: 'on_time',
    target: { goal: 'arrival', service: 'rescue' },
  }),
  {
    id: 'community_officers',
    titleUk: 'Офіцери громад на посаді',
    titleEn: 'Community officers in post',
    unit: 'officers',
    group: 'near',
    better: 'more',
    // Those who are on leave or suspended hold their post.
    counted: {
      measures: ['community_officers_active', 'community_officers_on_leave', 'community_officers_suspended'],
      take: 'sum',
    },
    official: 'ministry-community-officers',
    target: 'published',
    shown: [...EVERYWHERE, 'chart'],
  },
  {
    id: 'officers_on_beats',
    titleUk: 'Офіцери, закріплені за дільницями',
    titleEn: 'Officers assigned to a beat',
    unit: 'officers',
    group: 'near',
    better: 'more',
    counted: { now: 'assigned' },
    shown: [],
  },
  {
    id: 'hromadas_covered',
    titleUk: 'Громади зі своїм офіцером',
    titleEn: 'Hromadas with a named officer',
    unit: 'hromadas',
    group: 'near',
    better: 'more',
    counted: { measures: ['hromadas_with_named_officer'], take: 'part' },
    official: 'ministry-hromadas-covered',
    target: 'all',
    shown: [...EVERYWHERE, 'chart'],
  },
  {
    id: 'hromadas_on_beats',
    titleUk: 'Громади із закріпленим офіцером',
    titleEn: 'Hromadas with an assigned officer',
    unit: 'hromadas',
    group: 'near',
    better: 'more',
    counted: { now: 'hromadasCovered' },
    shown: [],
  },
  {
    id: 'camera_coverage',
    titleUk: 'Патрульні з камерою',
    titleEn: 'Patrol with a body camera',
    unit: 'per cent',
    group: 'near',
    better: 'more',
    counted: { measures: ['camera_coverage'], take: 'share' },
    official: 'ministry-camera-coverage',
    target: 'published',
    shown: [...EVERYWHERE, 'chart'],
  },
  {
    id: 'patrol_with_camera',
    titleUk: 'Патрульні, які мають справну камеру',
    titleEn: 'Patrol officers with a working camera',
    unit: 'officers',
    group: 'near',
    better: 'more',
    counted: { now: 'equipped' },
    shown: [],
  },
  {
    id: 'trust',
    titleUk: 'Довіра до офіцерів',
    titleEn: 'Trust in the officers',
    unit: 'per cent',
    group: 'near',
    better: 'more',
    counted: { measures: ['trust'], take: 'sample' },
    official: 'ministry-trust',
    target: 'published',
    trend: 'shares',
    shown: [...EVERYWHERE, 'chart'],
  },
  repairs('lights_repaired', 'Відремонтовано ліхтарів', 'Street lights repaired', 'light_repair_time_p50'),
  time('light_repair_time', 'Час ремонту ліхтаря', 'Time to repair a street light', {
    measure: 'light_repair_time_p50',
    group: 'streets',
    target: { goal: 'repair', targetClass: 'street_light' },
  }),
  repairs('pits_repaired', 'Відремонтовано ям', 'Potholes repaired', 'pit_repair_time_p50'),
  time('pit_repair_time', 'Час ремонту ями', 'Time to repair a pothole', {
    measure: 'pit_repair_time_p50',
    group: 'streets',
    target: { goal: 'repair', targetClass: 'road_pit' },
  }),
  repairs('barriers_removed', 'Усунено бар’єрів', 'Access barriers removed', 'barrier_removal_time_p50'),
  time('barrier_removal_time', 'Час усунення бар’єра', 'Time to remove a barrier', {
    measure: 'barrier_removal_time_p50',
    group: 'streets',
  }),
  released(
    'domestic_violence',
    'Домашнє насильство: кількість повідомлень',
    'Domestic violence: reports',
    'incidents',
    { category: 'domestic_violence', measure: 'incidents' },
  ),
  {
    ...released('visits_overdue', 'Прострочені відвідування постраждалих', 'Overdue visits to victims', 'visits', {
      category: 'domestic_violence',
      measure: 'visits_overdue',
    }),
    better: 'fewer',
  },
  released('school_safety', 'Події у школах', 'Incidents at schools', 'incidents', {
    category: 'school_safety',
    measure: 'incidents',
  }),
  answers('complaints_in_time', 'Скарги на поліцію, розглянуті вчасно', 'Complaints about the police answered in time'),
  time('ambulance_arrival', 'Час прибуття швидкої', 'Time for an ambulance to arrive', {
    measure: 'arrival_time_p50',
    of: { responder: 'ambulance' },
    group: 'on_time',
    target: { goal: 'arrival', service: 'ambulance' },
  }),
  answers(
    'questions_answered_in_time',
    'Запитання мешканців, на які відповіли вчасно',
    'Questions of residents answered in time',
  ),
];
