import { outcomes, type Measure } from './measure.ts';

/** What follows from incidents: outcomes and works. What protects victims is released (`publication`). */
export const CASE_MEASURES: readonly Measure[] = [
  outcomes('administrative_protocols', {
    nameUk: 'Адміністративні протоколи',
    nameEn: 'Administrative protocols',
    unit: 'outcomes',
    definitionUk:
      'Протоколи про адміністративні правопорушення, за днем запису. Скасований запис лишається в обліку, і його враховують також як скасований.',
    definition:
      'Protocols of administrative offences, by the day on which the protocol was recorded. A revoked protocol stays counted, and is counted as revoked as well.',
    basis: 'outcome-recorded',
  }),
  outcomes('pretrial_registrations', {
    nameUk: 'Записи до ЄРДР',
    nameEn: 'Registrations of criminal proceedings',
    unit: 'outcomes',
    definitionUk:
      'Внесення подій до Єдиного реєстру досудових розслідувань, за днем запису про внесення. Скасований запис лишається в обліку, і його враховують також як скасований.',
    definition:
      'Entries of incidents in the register of pretrial investigations, by the day on which the entry was recorded. A revoked entry stays counted, and is counted as revoked as well.',
    basis: 'outcome-recorded',
  }),
  outcomes('police_registrations', {
    nameUk: 'Записи до реєстру поліції',
    nameEn: 'Registrations of the police',
    unit: 'outcomes',
    definitionUk:
      'Внесення подій до реєстру поліції, за днем запису про внесення. Скасований запис лишається в обліку, і його враховують також як скасований.',
    definition:
      'Entries of incidents in the register of the police, by the day on which the entry was recorded. A revoked entry stays counted, and is counted as revoked as well.',
    basis: 'outcome-recorded',
  }),
  outcomes('fines', {
    nameUk: 'Штрафи',
    nameEn: 'Fines',
    unit: 'outcomes',
    definitionUk:
      'Накладені штрафи, за днем запису. Скасований запис лишається в обліку, і його враховують також як скасований.',
    definition:
      'Fines that were imposed, by the day on which the fine was recorded. A revoked fine stays counted, and is counted as revoked as well.',
    basis: 'outcome-recorded',
  }),
  outcomes('arrests', {
    nameUk: 'Арешти',
    nameEn: 'Administrative arrests',
    unit: 'outcomes',
    definitionUk:
      'Накладені адміністративні арешти, за днем запису. Скасований запис лишається в обліку, і його враховують також як скасований.',
    definition:
      'Administrative arrests that were imposed, by the day on which the arrest was recorded. A revoked arrest stays counted, and is counted as revoked as well.',
    basis: 'outcome-recorded',
  }),
  outcomes('community_works', {
    nameUk: 'Громадські роботи',
    nameEn: 'Community service orders',
    unit: 'outcomes',
    definitionUk:
      'Призначені громадські роботи, за днем запису. Скасований запис лишається в обліку, і його враховують також як скасований.',
    definition:
      'Orders of community service, by the day on which the order was recorded. A revoked order stays counted, and is counted as revoked as well.',
    basis: 'outcome-recorded',
  }),
  outcomes('socially_useful_works', {
    nameUk: 'Суспільно корисні роботи',
    nameEn: 'Socially useful works',
    unit: 'outcomes',
    definitionUk:
      'Призначені суспільно корисні роботи, за днем запису. Скасований запис лишається в обліку, і його враховують також як скасований.',
    definition:
      'Socially useful works that were imposed, by the day on which the order was recorded. A revoked order stays counted, and is counted as revoked as well.',
    basis: 'outcome-recorded',
  }),
  outcomes('correctional_works', {
    nameUk: 'Виправні роботи',
    nameEn: 'Correctional works',
    unit: 'outcomes',
    definitionUk:
      'Призначені виправні роботи, за днем запису. Скасований запис лишається в обліку, і його враховують також як скасований.',
    definition:
      'Correctional works that were imposed, by the day on which the order was recorded. A revoked order stays counted, and is counted as revoked as well.',
    basis: 'outcome-recorded',
  }),
  outcomes('outcomes_revoked', {
    nameUk: 'Скасовані записи про наслідки',
    nameEn: 'Revoked outcomes',
    unit: 'outcomes',
    definitionUk: 'Наслідки всіх видів, записані помилково, за днем скасування.',
    definition: 'Outcomes of all kinds that were recorded by mistake, by the day on which they were revoked.',
    basis: 'outcome-revoked',
  }),
  outcomes('works_referred', {
    nameUk: 'Роботи, передані пробації',
    nameEn: 'Works referred to probation',
    unit: 'rulings',
    definitionUk: 'Постанови про роботи, що надійшли до органу пробації, за днем передання.',
    definition: 'Rulings with works that reached the probation authority, by the day of the referral.',
    basis: 'works-referred',
  }),
  outcomes('works_referred_late', {
    nameUk: 'Роботи, передані пробації із запізненням',
    nameEn: 'Works referred late',
    unit: 'rulings',
    definitionUk: 'З переданих пробації робіт ті, що передано пізніше, ніж вимагає закон.',
    definition: 'Of the referred works, those that were referred later than the law has it.',
    basis: 'works-referred',
  }),
  outcomes('work_hours_imposed', {
    nameUk: 'Призначені години робіт',
    nameEn: 'Imposed hours of works',
    unit: 'hours',
    definitionUk: 'Години робіт, що надійшли до органу пробації, за днем передання.',
    definition: 'Hours of works that reached the probation authority, by the day of the referral.',
    basis: 'works-referred',
  }),
  outcomes('work_hours', {
    nameUk: 'Відпрацьовані години',
    nameEn: 'Hours worked',
    unit: 'hours',
    definitionUk: 'Відпрацьовані години робіт, за днем роботи.',
    definition: 'Hours of works that were worked, by the day of the work.',
    basis: 'work-hours-recorded',
  }),
  outcomes('work_hours_missed', {
    nameUk: 'Пропущені години',
    nameEn: 'Hours missed',
    unit: 'hours',
    definitionUk: 'Пропущені години робіт, за днем роботи.',
    definition: 'Hours of works that were missed, by the day of the work.',
    basis: 'work-hours-recorded',
  }),
  outcomes('works_completed', {
    nameUk: 'Завершені роботи',
    nameEn: 'Completed works',
    unit: 'rulings',
    definitionUk: 'Роботи, усі години яких відпрацьовано, за днем завершення.',
    definition: 'Works of which all hours were worked, by the day of their completion.',
    basis: 'works-completed',
  }),
  outcomes('works_returned', {
    nameUk: 'Роботи, повернуті суду',
    nameEn: 'Works returned to the court',
    unit: 'rulings',
    definitionUk: 'Роботи, повернуті до суду, за днем повернення.',
    definition: 'Works that went back to the court, by the day of their return.',
    basis: 'works-returned',
  }),
];
