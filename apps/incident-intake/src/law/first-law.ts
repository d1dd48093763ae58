import type { DatedRule, Law } from './law.ts';

// The law that the migration writes. From then on the tables hold it, and LawService changes it. A status says how well a
// rule is known; a person confirms it by SetSanctionRule, SetWorksRule or SetOrderRule.

/** Stands for an earlier or unknown first day: no case is older. */
const BEFORE = '2000-01-01';
/** The parts of art. 173-2 were renumbered. */
const RENUMBERED = '2024-12-19';
const LAST_BEFORE = '2024-12-18';
const OPEN = { validTo: '', note: '' } as const;
const MEASURED = { part: 0, only: false } as const;

const of173Part2 = (article: string): string => `КУпАП, стаття 173-2, ${article}`;
const WORKS_FOR_VIOLENCE = { sanction: 'community_works', article: '173-2', only: false } as const;

const BULLYING = {
  ...OPEN,
  sanction: 'community_works',
  article: '173-4',
  validFrom: '2019-01-19',
  status: 'secondary',
  only: false,
  note: 'За правопорушення осіб від 14 до 16 років відповідають батьки.',
} as const;

export const FIRST_LAW: Law = {
  sanctions: [
    {
      ...OPEN,
      ...WORKS_FOR_VIOLENCE,
      part: 1,
      least: 30,
      most: 40,
      validFrom: BEFORE,
      source: of173Part2('частина 1'),
      status: 'confirmed',
    },
    {
      ...WORKS_FOR_VIOLENCE,
      part: 2,
      least: undefined,
      most: undefined,
      validFrom: BEFORE,
      validTo: LAST_BEFORE,
      source: of173Part2('частина 2 у редакції до 19.12.2024 (повторно)'),
      status: 'unconfirmed',
      note: 'Межі не знайдено; 01.05.2024 накладено 40 годин.',
    },
    {
      ...OPEN,
      ...WORKS_FOR_VIOLENCE,
      part: 2,
      least: 40,
      most: 50,
      validFrom: RENUMBERED,
      source: of173Part2('частина 2 (щодо дитини)'),
      status: 'confirmed',
    },
    {
      ...OPEN,
      ...WORKS_FOR_VIOLENCE,
      part: 3,
      least: 40,
      most: 60,
      validFrom: RENUMBERED,
      source: of173Part2('частина 3 (повторно протягом року)'),
      status: 'unconfirmed',
    },
    {
      ...OPEN,
      ...MEASURED,
      sanction: 'community_works',
      article: '173',
      least: 40,
      most: 60,
      validFrom: BEFORE,
      source: 'КУпАП, стаття 173',
      status: 'secondary',
    },
    { ...BULLYING, part: 1, least: 20, most: 40, source: 'КУпАП, стаття 173-4, частина 1' },
    { ...BULLYING, part: 2, least: 40, most: 60, source: 'КУпАП, стаття 173-4, частина 2' },
    {
      ...OPEN,
      ...MEASURED,
      sanction: 'community_works',
      article: '',
      least: 20,
      most: 60,
      validFrom: BEFORE,
      source: 'КУпАП, стаття 30-1',
      status: 'unconfirmed',
      note: 'Загальні межі для статей, що не мають тут власного правила.',
    },
    {
      ...OPEN,
      ...MEASURED,
      sanction: 'socially_useful_works',
      article: '183-1',
      least: 120,
      most: 360,
      only: true,
      validFrom: BEFORE,
      source: 'КУпАП, стаття 31-1',
      status: 'confirmed',
      note:
        'Оплачувані. Не призначаються особам з інвалідністю I–II групи, вагітним, жінкам старше 55 років, ' +
        'чоловікам старше 60 років.',
    },
  ],
  works: [
    {
      ...OPEN,
      works: 'community_works',
      hoursPerDay: 4,
      hoursPerDayOfMinors: 2,
      referralDays: 1,
      validFrom: BEFORE,
      source: 'КУпАП, статті 321-1, 321-2',
      status: 'confirmed',
    },
    {
      ...OPEN,
      works: 'socially_useful_works',
      hoursPerDay: 8,
      hoursPerDayOfMinors: 2,
      referralDays: 1,
      validFrom: BEFORE,
      source: 'КУпАП, статті 31-1, 321-1, 321-3',
      status: 'confirmed',
    },
  ],
  orders: [
    {
      ...ofViolenceLaw('стаття 25'),
      order: 'urgent',
      measures: ['leave_home', 'no_entry', 'no_contact'],
      measuresOfAdults: ['leave_home', 'no_entry'],
      unit: 'days',
      leastTerm: 0,
      mostTerm: 10,
      mostExtension: 0,
    },
    {
      ...ofViolenceLaw('стаття 26'),
      order: 'restraining',
      measures: [
        'not_stay_in_shared_home',
        'not_hinder_use_of_property',
        'limited_contact_with_child',
        'keep_distance',
        'not_search_for_victim',
        'no_communication',
      ],
      measuresOfAdults: [],
      unit: 'months',
      leastTerm: 1,
      mostTerm: 6,
      mostExtension: 6,
    },
  ],
};

/** Its first day was not looked up, so it stands for all orders that are recorded. */
function ofViolenceLaw(article: string): DatedRule {
  return {
    ...OPEN,
    validFrom: BEFORE,
    source: `Закон України № 2229-VIII від 07.12.2017, ${article}`,
    status: 'confirmed',
  };
}
