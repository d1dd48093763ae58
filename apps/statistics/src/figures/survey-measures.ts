import { OF_INCIDENTS, type Measure } from './measure.ts';

/** What people answer in surveys. */
export const SURVEY_MEASURES: readonly Measure[] = [
  {
    name: 'trust',
    nameUk: 'Довіра до офіцерів громад',
    nameEn: 'Trust in community officers',
    unit: 'per cent',
    kind: 'share',
    definitionUk:
      'Частка опитаних, які довіряють своєму офіцеру громади, з інтервалом Вілсона (95\u00A0%) за ефективним розміром вибірки: остання хвиля опитувань, польовий етап якої завершився в періоді. Вибірки зважено за населенням; про область – лише вибірки, що не охоплюють інших. Немає показника, якщо частку останньої хвилі приховано.',
    definition:
      'People surveyed who trust their community officer, with Wilson’s interval (95%) on the effective sample size: the last wave of surveys whose fieldwork ended in the period. Samples are weighted by population; of an oblast, only those that represent no other. Absent if the share of the last wave is hidden.',
    basis: 'trust-measured',
    source: { kind: 'surveys' },
    dimensions: OF_INCIDENTS.filter((dimension) => dimension !== 'category'),
    lowestLevel: 'oblast',
  },
];
