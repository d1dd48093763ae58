import { RuleKind, type AccountabilityRule } from '@safe-community/contracts/officers/v1/accountability.ts';
import type { RecruitmentTarget } from '@safe-community/contracts/officers/v1/recruitment_service.ts';
import {
  AccessibilityGrade,
  Condition,
  PremisesFunding,
  type StationDetails,
} from '@safe-community/contracts/officers/v1/station_service.ts';
import {
  SurveyMethod,
  type DisclosurePolicy,
  type TrustSurvey,
} from '@safe-community/contracts/officers/v1/trust_service.ts';
import { addDays, kyivDay, type Day } from '@safe-community/domain-kit';
import { findHromada } from '@safe-community/territory';
import { stationPhone } from './contacts.ts';
import { randomOf, shuffled } from './random.ts';

const STATEMENT = 'Заява МВС про програму «Безпечна громада», 4 листопада 2021 (statement of the ministry)';

/** The targets of the programme as published: it had 632 officers then. */
export const TARGETS: readonly RecruitmentTarget[] = [
  { dueOn: '2021-12-31', officers: 1_000, source: STATEMENT },
  { dueOn: '2022-12-31', officers: 2_000, source: STATEMENT },
];

export const RULES: readonly AccountabilityRule[] = [
  {
    kind: RuleKind.REPORTS_PER_YEAR,
    value: 2,
    validFrom: '2017-07-28',
    source: 'Наказ МВС № 650 від 28.07.2017 (at least twice a year)',
  },
  {
    kind: RuleKind.ANSWER_WITHIN_HOURS,
    value: 72,
    validFrom: '2025-01-01',
    source: 'After the UK Neighbourhood Policing Guarantee; no Ukrainian rule was found',
  },
];

export const DISCLOSURE_POLICY: DisclosurePolicy = {
  validFrom: '2020-01-01',
  leastEffectiveSample: 30,
  widestInterval: 0.3,
  source: 'After NCHS Data Presentation Standards for Proportions, 2017; no Ukrainian rule was found',
};

/** The fieldwork of the invented surveys ends a week before the anchor day, when the officers serve. */
export function lastSurveyDay(anchorDay: Date): Day {
  return addDays(kyivDay(anchorDay), -7);
}

export function waveOf(fieldworkEnd: Day): string {
  return fieldworkEnd.slice(0, 7);
}

/** Invented surveys of one wave: of hromadas with an officer, some too small to be shown. */
export function planSurveys(hromadaCodes: readonly string[], anchorDay: Date): TrustSurvey[] {
  const random = randomOf('trust surveys');
  const fieldworkEnd = lastSurveyDay(anchorDay);
  const sizes = [400, 300, 250, 120, 40, 20];
  const chosen = shuffled(hromadaCodes, random);
  return sizes.map((sampleSize, index) => ({
    wave: waveOf(fieldworkEnd),
    hromadaCodes: chosen.slice(index * 3, index * 3 + 3).toSorted(),
    sampleSize,
    trusting: Math.round(sampleSize * (0.66 + 0.12 * random.next())),
    designEffect: 1.5,
    method: random.chance(0.5) ? SurveyMethod.TELEPHONE : SurveyMethod.FACE_TO_FACE,
    fieldworkStart: addDays(fieldworkEnd, -20),
    fieldworkEnd,
    source: 'Demonstration: an invented survey',
  }));
}

/** An invented station of a hromada, without its staff. */
export interface PlannedStation {
  readonly hromadaCode: string;
  readonly details: Omit<StationDetails, 'officerIds'>;
}

/** A station in each of these hromadas. */
export function planStations(hromadaCodes: readonly string[]): PlannedStation[] {
  const random = randomOf('stations');
  return hromadaCodes.map((hromadaCode, index) => {
    const grades = [AccessibilityGrade.BARRIER_FREE, AccessibilityGrade.PARTLY, AccessibilityGrade.BARRIERS];
    const assessed = { assessedOn: '2021-07-15', source: 'Demonstration: an invented self-assessment' };
    return {
      hromadaCode,
      details: {
        settlementCode: '',
        address: `${findHromada(hromadaCode)?.centre ?? ''}, вул. Вигадана, ${random.int(1, 60)}`,
        funding: random.chance(0.9) ? PremisesFunding.HROMADA : PremisesFunding.OTHER,
        fundedSince: `20${random.int(19, 21)}-0${random.int(1, 9)}-01`,
        condition: random.chance(0.8) ? Condition.GOOD : Condition.WORN,
        accessibility: random.chance(0.8) ? { grade: random.pick(grades), ...assessed } : undefined,
        equipment: [
          { item: 'Ноутбук', quantity: 1, condition: Condition.GOOD },
          { item: 'Планшет', quantity: random.int(1, 2), condition: Condition.GOOD },
        ],
        vehicles: random.chance(0.7)
          ? [{ model: 'Renault Duster', plate: '', condition: Condition.GOOD }]
          : [{ model: 'ВАЗ 2107', plate: '', condition: Condition.WORN }],
        phone: stationPhone(index),
      },
    };
  });
}
