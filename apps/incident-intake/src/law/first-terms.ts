import type { Category, CategoryPolicy, DatedRule, Urgency } from '../catalogue/module.ts';
import type { Terms } from './terms.ts';

// The terms that the migration writes: the values of the built-in catalogue. Each of them is a choice of this product, so
// none is confirmed; a person confirms or replaces it by SetExpectedTimesRule or SetRetentionRule.

/** Stands for an earlier or unknown first day. */
const ALWAYS = { validFrom: '2000-01-01', validTo: '', status: 'unconfirmed' } as const;

const WORKING_VALUES: DatedRule = {
  ...ALWAYS,
  source: 'Робочі значення продукту, не норма',
  note: 'Служби області погоджують власні.',
};

const OF_APPLICATIONS: DatedRule = {
  ...ALWAYS,
  source: 'Закон № 393/96-ВР, стаття 20: 15 днів без вивчення, місяць щонайбільше',
  note: 'За законом лише сума кроків; поділ на кроки робочий.',
};

const UPKEEP: readonly Category[] = ['infrastructure', 'access_barrier'];

function basisOfTimes(category: Category, urgency: Urgency): DatedRule {
  return UPKEEP.includes(category) && (urgency === 'normal' || urgency === 'low') ? OF_APPLICATIONS : WORKING_VALUES;
}

const CHOSEN = 'Рішення продукту: закон не встановлює строку для такого реєстру';

/** Why the data of a category is kept so long. */
const REASONS: Partial<Record<Category, string>> = {
  domestic_violence: 'Повторний випадок у тій самій родині має бути видно і через роки.',
  medical: 'Лікування документують ті, хто його надав.',
  infrastructure: 'Після ремонту через рік нікому не потрібно знати, хто повідомив.',
};
const USUAL_REASON = 'Загальна позовна давність три роки (Цивільний кодекс, стаття 257).';

/** @param urgencies most urgent first. */
export function firstTerms(builtIn: readonly CategoryPolicy[], urgencies: readonly Urgency[]): Terms {
  return {
    expectedTimes: builtIn.flatMap(({ category, expected }) =>
      urgencies.map((urgency) => ({
        ...basisOfTimes(category, urgency),
        category,
        urgency,
        times: expected[urgency],
      })),
    ),
    retention: builtIn.map(({ category, retentionDays: days }) => ({
      ...ALWAYS,
      source: CHOSEN,
      note: REASONS[category] ?? USUAL_REASON,
      category,
      days,
    })),
  };
}
