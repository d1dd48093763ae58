import { events, protection, type Measure } from './measure.ts';

/** What follows from incidents: outcomes, works, and the protection of victims. */
export const CASE_MEASURES: readonly Measure[] = [
  events('administrative_protocols', {
    nameUk: 'Адміністративні протоколи',
    nameEn: 'Administrative protocols',
    unit: 'outcomes',
    definition:
      'Protocols of administrative offences, by the day of its record. A revoked one stays counted, and counts as revoked.',
    basis: 'outcome-recorded',
  }),
  events('pretrial_registrations', {
    nameUk: 'Записи до ЄРДР',
    nameEn: 'Registrations of criminal proceedings',
    unit: 'outcomes',
    definition:
      'Incidents that were entered in the register of pretrial investigations, by the day of its record. A revoked one stays counted, and counts as revoked.',
    basis: 'outcome-recorded',
  }),
  events('police_registrations', {
    nameUk: 'Записи до реєстру поліції',
    nameEn: 'Registrations of the police',
    unit: 'outcomes',
    definition:
      'Incidents that were entered in the register of the police, by the day of its record. A revoked one stays counted, and counts as revoked.',
    basis: 'outcome-recorded',
  }),
  events('fines', {
    nameUk: 'Штрафи',
    nameEn: 'Fines',
    unit: 'outcomes',
    definition:
      'Fines that were imposed, by the day of its record. A revoked one stays counted, and counts as revoked.',
    basis: 'outcome-recorded',
  }),
  events('arrests', {
    nameUk: 'Арешти',
    nameEn: 'Administrative arrests',
    unit: 'outcomes',
    definition:
      'Administrative arrests that were imposed, by the day of its record. A revoked one stays counted, and counts as revoked.',
    basis: 'outcome-recorded',
  }),
  events('community_works', {
    nameUk: 'Громадські роботи',
    nameEn: 'Community works',
    unit: 'outcomes',
    definition:
      'Community works that were imposed, by the day of its record. A revoked one stays counted, and counts as revoked.',
    basis: 'outcome-recorded',
  }),
  events('socially_useful_works', {
    nameUk: 'Суспільно корисні роботи',
    nameEn: 'Socially useful works',
    unit: 'outcomes',
    definition:
      'Socially useful works that were imposed, by the day of its record. A revoked one stays counted, and counts as revoked.',
    basis: 'outcome-recorded',
  }),
  events('correctional_works', {
    nameUk: 'Виправні роботи',
    nameEn: 'Correctional works',
    unit: 'outcomes',
    definition:
      'Correctional works that were imposed, by the day of its record. A revoked one stays counted, and counts as revoked.',
    basis: 'outcome-recorded',
  }),
  events('outcomes_revoked', {
    nameUk: 'Скасовані записи про наслідки',
    nameEn: 'Revoked outcomes',
    unit: 'outcomes',
    definition: 'Outcomes of all kinds that were recorded by mistake, by the day on which they were revoked.',
    basis: 'outcome-revoked',
  }),
  events('works_referred', {
    nameUk: 'Роботи, передані пробації',
    nameEn: 'Works referred to probation',
    unit: 'rulings',
    definition: 'Rulings with works that reached the probation authority, by the day of the referral.',
    basis: 'works-referred',
  }),
  events('works_referred_late', {
    nameUk: 'Роботи, передані пробації із запізненням',
    nameEn: 'Works referred late',
    unit: 'rulings',
    definition: 'Of the referred works, those that were referred later than the law has it.',
    basis: 'works-referred',
  }),
  events('work_hours_imposed', {
    nameUk: 'Призначені години робіт',
    nameEn: 'Imposed hours of works',
    unit: 'hours',
    definition: 'Hours of works that reached the probation authority, by the day of the referral.',
    basis: 'works-referred',
  }),
  events('work_hours', {
    nameUk: 'Відпрацьовані години',
    nameEn: 'Hours worked',
    unit: 'hours',
    definition: 'Hours of works that were worked, by the day of the work.',
    basis: 'work-hours-recorded',
  }),
  events('work_hours_missed', {
    nameUk: 'Пропущені години',
    nameEn: 'Hours missed',
    unit: 'hours',
    definition: 'Hours of works that were missed, by the day of the work.',
    basis: 'work-hours-recorded',
  }),
  events('works_completed', {
    nameUk: 'Завершені роботи',
    nameEn: 'Completed works',
    unit: 'rulings',
    definition: 'Works of which all hours were worked, by the day of their completion.',
    basis: 'works-completed',
  }),
  events('works_returned', {
    nameUk: 'Роботи, повернуті суду',
    nameEn: 'Works returned to the court',
    unit: 'rulings',
    definition: 'Works that went back to the court, by the day of their return.',
    basis: 'works-returned',
  }),
  protection('prohibition_orders', {
    nameUk: 'Термінові заборонні приписи',
    nameEn: 'Urgent prohibition orders',
    definition: 'Urgent prohibition orders of the police, by the day of their record.',
    basis: 'protection-order-recorded',
  }),
  protection('restraining_orders', {
    nameUk: 'Обмежувальні приписи',
    nameEn: 'Restraining orders',
    definition: 'Restraining orders of courts, by the day of their record.',
    basis: 'restraining-order-recorded, protection-order-recorded',
  }),
  protection('order_breaches', {
    nameUk: 'Порушення приписів',
    nameEn: 'Breaches of orders',
    definition: 'Breaches of protection orders, by the day of the breach.',
    basis: 'protection-order-breached',
  }),
  protection('victim_referrals', {
    nameUk: 'Направлення постраждалих',
    nameEn: 'Referrals of victims',
    definition: 'Referrals of victims to the social service of the hromada, by the day of the referral.',
    basis: 'victim-referred',
  }),
  protection('visits_overdue', {
    nameUk: 'Прострочені відвідування',
    nameEn: 'Overdue visits',
    definition: 'Follow-up visits that were not made in time, by the day on which they were due.',
    basis: 'follow-up-visit-overdue',
  }),
];
