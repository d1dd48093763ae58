import type { Dated } from './dated.ts';
import { CHECKED } from './sources.ts';

/**
 * Of the orders. Intake holds the same as dated rules, which pages of everyone may not ask for; a test compares them with
 * what it is delivered with.
 */
export const ORDER_TERMS = { urgentDays: 10, leastMonths: 1, mostMonths: 6, mostMonthsMore: 6 } as const;

/** How long a shelter takes somebody in. */
export const SHELTER_MONTHS = { usual: 3, most: 6 } as const;

export type LegalFact = 'afterCall' | 'riskAssessment' | 'urgentOrder' | 'restrainingOrder' | 'shelter' | 'legalAid';

const VIOLENCE_LAW = 'Закон України № 2229-VIII від 07.12.2017';
/** The day on which that law came into force. */
const IN_FORCE = '2018-01-07';

function ofViolenceLaw(article: number): Dated {
  return {
    validFrom: IN_FORCE,
    checkedOn: CHECKED,
    source: {
      publisher: 'Верховна Рада України',
      title: `${VIOLENCE_LAW}, стаття ${article}`,
      url: 'https://zakon.rada.gov.ua/laws/show/2229-19',
    },
    isConfirmed: true,
  };
}

/** What the page says of the law, with where it is from. The words are texts of the page. */
export const LEGAL_FACTS: Readonly<Record<LegalFact, Dated>> = {
  afterCall: {
    validFrom: IN_FORCE,
    checkedOn: CHECKED,
    source: {
      publisher: 'МВС України',
      title: 'Домашнє насильство: дії поліції (англійською)',
      url: 'https://mvs.gov.ua/en/activity/domestic-violence/police-actions',
    },
    isConfirmed: true,
  },
  riskAssessment: {
    validFrom: '2019-04-19',
    checkedOn: CHECKED,
    source: {
      publisher: 'Мінсоцполітики та МВС України',
      title: 'Спільний наказ № 369/180 від 13.03.2019',
      url: 'https://zakon.rada.gov.ua/laws/show/z0333-19',
    },
    isConfirmed: true,
  },
  urgentOrder: ofViolenceLaw(25),
  restrainingOrder: ofViolenceLaw(26),
  // Read in summaries of the act only.
  shelter: {
    validFrom: '2018-08-22',
    checkedOn: CHECKED,
    source: {
      publisher: 'Кабінет Міністрів України',
      title: 'Постанова № 655 від 22.08.2018, Типове положення про притулок',
      url: 'https://zakon.rada.gov.ua/laws/show/655-2018-%D0%BF',
    },
    isConfirmed: false,
  },
  legalAid: {
    validFrom: IN_FORCE,
    checkedOn: CHECKED,
    source: {
      publisher: 'Верховна Рада України',
      title: 'Закон України № 3460-VI від 02.06.2011, стаття 14',
      url: 'https://zakon.rada.gov.ua/laws/show/3460-17',
    },
    isConfirmed: false,
  },
};
