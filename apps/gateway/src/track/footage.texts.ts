import type { Language } from '../site/module.ts';
import type { AppealOutcome, FootageKind, FootageOutcome, FootageState } from './footage.ts';

const UK = {
  title: 'Мій запит на відеозапис',
  another: 'Інший код',
  kind: 'Що ви подали',
  kinds: {
    information: 'Запит на інформацію',
    complaint: 'Скарга',
    attorney: 'Адвокатський запит',
    own_data: 'Запит на власні персональні дані',
    third_party_data: 'Запит на персональні дані іншої особи',
    data_change: 'Вимога змінити або знищити персональні дані',
  } as Readonly<Record<FootageKind, string>>,
  states: {
    received: 'Запит отримано. Відповідального ще не призначено.',
    assigned: 'Над запитом працюють.',
    decided: 'Рішення ухвалено.',
    appealed: 'Рішення оскаржено. Скаргу на рішення розглядають.',
    appeal_decided: 'Скаргу на рішення розглянуто.',
  } as Readonly<Record<FootageState, string>>,
  course: 'Як просувається запит',
  steps: {
    received: 'Отримано',
    assigned: 'Опрацьовують',
    decided: 'Рішення ухвалено',
    appealed: 'Рішення оскаржено',
    appeal_decided: 'Скаргу на рішення розглянуто',
  } as Readonly<Record<FootageState, string>>,
  receivedAt: 'Отримано',
  dueAt: 'Строк для відповіді',
  extended: 'Строк продовжено, про що вас мали повідомити.',
  overdue: 'Строк минув, а рішення ще немає.',
  decision: 'Рішення',
  formerDecision: 'Попереднє рішення',
  outcomes: {
    granted: 'Запит задоволено.',
    partly_granted: 'Запит задоволено частково.',
    refused: 'У задоволенні запиту відмовлено.',
    no_footage: 'Такого запису немає.',
    forwarded: 'Запит передано іншому органу, який має на нього відповісти.',
  } as Readonly<Record<FootageOutcome, string>>,
  complaintOutcomes: {
    granted: 'Скаргу визнано обґрунтованою.',
    partly_granted: 'Скаргу визнано обґрунтованою частково.',
    refused: 'Скаргу визнано необґрунтованою.',
  } as Readonly<Partial<Record<FootageOutcome, string>>>,
  decidedAt: 'Ухвалено',
  redacted: 'Перш ніж видати запис, інших людей на ньому зроблять невпізнаваними.',
  mayAppeal:
    'Рішення можна оскаржити: зверніться до органу, який відповів, із цим кодом. Строку для оскарження ми не знаємо, спитайте про нього там.',
  appeal: 'Оскарження',
  appealedAt: 'Оскаржено',
  appealDueAt: 'Строк для рішення за скаргою',
  appealOutcomes: {
    dismissed: 'Рішення залишено без змін.',
    upheld: 'Скаргу задоволено, попереднє рішення не діє, і запит треба розглянути знову.',
  } as Readonly<Record<AppealOutcome, string>>,
  texts: 'Підстави й самої відповіді тут немає: вони містять особисті дані, тому їх надсилають лише вам.',
};

const EN: typeof UK = {
  title: 'My request for footage',
  another: 'Another code',
  kind: 'What you sent',
  kinds: {
    information: 'Request for information',
    complaint: 'Complaint',
    attorney: 'Attorney’s request',
    own_data: 'Request for your own personal data',
    third_party_data: 'Request for the personal data of another person',
    data_change: 'Demand to change or erase personal data',
  },
  states: {
    received: 'The request was received. Nobody is responsible for it yet.',
    assigned: 'The request is being worked on.',
    decided: 'The request is decided.',
    appealed: 'The decision was appealed. The appeal is being considered.',
    appeal_decided: 'The appeal is decided.',
  },
  course: 'Progress of the request',
  steps: {
    received: 'Received',
    assigned: 'In progress',
    decided: 'Decided',
    appealed: 'Appealed',
    appeal_decided: 'Appeal decided',
  },
  receivedAt: 'Received',
  dueAt: 'Term for the answer',
  extended: 'The term was extended; you should have been notified.',
  overdue: 'The term has passed without a decision.',
  decision: 'Decision',
  formerDecision: 'Former decision',
  outcomes: {
    granted: 'The request is granted.',
    partly_granted: 'The request is granted in part.',
    refused: 'The request is refused.',
    no_footage: 'There is no such footage.',
    forwarded: 'The request was passed to another body, which has to answer it.',
  },
  complaintOutcomes: {
    granted: 'The complaint is justified.',
    partly_granted: 'The complaint is justified in part.',
    refused: 'The complaint is not justified.',
  },
  decidedAt: 'Decided',
  redacted: 'Before the footage is given, other people in it are made unrecognisable.',
  mayAppeal:
    'You can appeal against the decision: contact the body that answered, and give this code. We do not know the deadline for an appeal; ask there.',
  appeal: 'Appeal',
  appealedAt: 'Appealed',
  appealDueAt: 'Term for the decision on the appeal',
  appealOutcomes: {
    dismissed: 'The decision stands.',
    upheld: 'The appeal was upheld: the former decision does not stand, and the request has to be considered again.',
  },
  texts: 'The grounds and the answer itself are not shown here: they contain personal data and are sent only to you.',
};

export const FOOTAGE_TEXTS: Readonly<Record<Language, typeof UK>> = { uk: UK, en: EN };
