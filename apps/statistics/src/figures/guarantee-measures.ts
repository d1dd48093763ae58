import { guarantee, type Measure } from './measure.ts';

const MODEL_UK =
  'Обіцянка за зразком британської Neighbourhood Policing Guarantee (2025); українського акта, який її запроваджує, не підтверджено.';
const MODEL =
  'A promise after the model of the UK Neighbourhood Policing Guarantee (2025); no Ukrainian act that makes it is confirmed.';
const HROMADAS_UK =
  'На кінець останнього дня, серед громад, що не є тимчасово окупованими й не приєднані до інших, без міст зі спеціальним статусом.';
const HROMADAS =
  'At the end of the last day, of the hromadas that are neither temporarily occupied nor merged into another one; cities with special status are left out.';

/** What residents are promised: an officer with a name, who can be reached, answers in time, and reports to the community. */
export const GUARANTEE_MEASURES: readonly Measure[] = [
  guarantee('hromadas_with_named_officer', 'named_officer', {
    nameUk: 'Громади зі своїм офіцером',
    nameEn: 'Hromadas with a named officer',
    definitionUk: `Частка громад, де хтось є основним офіцером дільниці. ${HROMADAS_UK} ${MODEL_UK}`,
    definition: `Hromadas where somebody is the primary officer of a beat. ${HROMADAS} ${MODEL}`,
  }),
  guarantee('hromadas_with_reachable_officer', 'reachable', {
    nameUk: 'Громади, де до офіцера можна звернутися',
    nameEn: 'Hromadas with a reachable officer',
    definitionUk: `Частка громад, де основний офіцер чи заступник є на службі й має оприлюднений службовий телефон. ${HROMADAS_UK} ${MODEL_UK}`,
    definition: `Hromadas where somebody serves as primary or deputy who is active and has a published duty phone. ${HROMADAS} ${MODEL}`,
  }),
  guarantee('questions_answered_in_time', 'answered_in_time', {
    nameUk: 'Запитання мешканців, на які відповіли вчасно',
    nameEn: 'Questions of residents answered in time',
    definitionUk: `Частка запитань мешканців, на які відповіли за стільки годин, скільки вимагало правило дня надходження (за зразком – 72), за днем надходження. Запитання, на які ще можна відповісти вчасно, і запитання днів без правила не враховано. ${MODEL_UK}`,
    definition: `Questions of residents that were answered within the hours that the rule of the day of receipt demands (72 in the model), by day of receipt. Those that may still be answered in time, and those of days without a rule, are left out. ${MODEL}`,
  }),
  guarantee('reports_delivered_in_time', 'reported_in_time', {
    nameUk: 'Звіти офіцерів перед громадою, подані вчасно',
    nameEn: 'Officers’ reports delivered in time',
    definitionUk:
      'Частка звітів офіцерів перед громадою, поданих до останнього дня тієї частини року, за яку належить прозвітувати, за цим днем. Скільки звітів на рік належить подати, визначає чинне правило реєстру. Звіти, які ще можна подати вчасно, не враховано. Пізніше подане за роки, що передували минулому, показника не змінює.',
    definition:
      'Reports of officers to their hromada that were delivered by the last day of the part of the year for which they are due, by that day. The rule of the registry that is in force says how many a year are due. Those that may still be delivered in time are left out. What is recorded of years before the last one changes no figure.',
  }),
];
