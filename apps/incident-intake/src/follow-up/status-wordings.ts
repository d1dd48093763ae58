import type { ResponderKind, Wording } from '../catalogue/module.ts';
import type { IncidentState } from '../incident/module.ts';

/** The states in plain words for the reporter. They fit every category and disclose none. */
export const STATE_WORDINGS: Readonly<Record<IncidentState, Wording>> = {
  received: { uk: 'Ваше повідомлення прийнято.', en: 'Your report has been received.' },
  triaged: {
    uk: 'Ваше повідомлення розглянуто, його терміновість визначено.',
    en: 'Your report has been reviewed, and its urgency is set.',
  },
  dispatched: { uk: 'Допомогу направлено.', en: 'Help has been sent.' },
  en_route: { uk: 'Допомога вже в дорозі.', en: 'Help is on its way.' },
  on_scene: { uk: 'Допомога вже на місці.', en: 'Help is at the scene.' },
  resolved: { uk: 'Роботу на місці завершено.', en: 'The work at the scene is done.' },
  closed: { uk: 'Ваше повідомлення закрито.', en: 'Your report is closed.' },
  rejected: {
    uk: 'Ваше повідомлення відхилено: подія не підтвердилася.',
    en: 'Your report was rejected: the event was not confirmed.',
  },
  duplicate: {
    uk: 'Таке повідомлення вже зареєстровано, його опрацьовують.',
    en: 'This has been reported already and is being dealt with.',
  },
  reopened: {
    uk: 'Ваше повідомлення поновлено, його розглянуть ще раз.',
    en: 'Your report is open again and will be reviewed again.',
  },
};

/** The same of another person's report, for those who only follow it. */
export const VOICED_WORDINGS: Readonly<Record<IncidentState, Wording>> = {
  ...STATE_WORDINGS,
  received: { uk: 'Повідомлення прийнято.', en: 'The report has been received.' },
  triaged: {
    uk: 'Повідомлення розглянуто, його терміновість визначено.',
    en: 'The report has been reviewed, and its urgency is set.',
  },
  closed: { uk: 'Повідомлення закрито.', en: 'The report is closed.' },
  rejected: {
    uk: 'Повідомлення відхилено: подія не підтвердилася.',
    en: 'The report was rejected: the event was not confirmed.',
  },
  reopened: {
    uk: 'Повідомлення поновлено, його розглянуть ще раз.',
    en: 'The report is open again and will be reviewed again.',
  },
};

export const VOICED_JOINED: Wording = {
  uk: 'Це повідомлення об’єднано з іншим про ту саму подію.',
  en: 'This report was joined with another one of the same event.',
};

export const JOINED: Wording = {
  uk: 'Ваше повідомлення об’єднано з іншим повідомленням про ту саму подію.',
  en: 'Your report was joined with another one of the same event.',
};

/** Those that sign a state. */
export const SERVICE_NAMES: Readonly<Record<ResponderKind, Wording>> = {
  police: { uk: 'поліція', en: 'police' },
  rescue: { uk: 'рятувальники ДСНС', en: 'State Emergency Service' },
  ambulance: { uk: 'екстрена медична допомога', en: 'ambulance' },
  air_medical: { uk: 'санітарна авіація', en: 'air ambulance' },
  gas: { uk: 'газова служба', en: 'gas service' },
  municipality: { uk: 'комунальні служби громади', en: 'municipal services of the hromada' },
  education_safety: { uk: 'служба освітньої безпеки', en: 'education safety service' },
};

export const REMINDER: Wording = {
  uk: 'Якщо проблему усунено, підтвердьте це; якщо ні, поновіть повідомлення.',
  en: 'If the problem is solved, please confirm it; if not, reopen your report.',
};
