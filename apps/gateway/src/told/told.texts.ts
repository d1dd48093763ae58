import type { Language } from '../site/module.ts';
import type { CodeAction, CodeRefusal, ToldRefusal } from './told.ts';

interface CodeTexts {
  readonly title: string;
  readonly text: string;
  readonly button: string;
  readonly done: string;
  readonly doneText: string;
}

const UK = {
  title: 'Листи про зміни',
  heading: 'Дізнаватися про зміни з листів',
  label: 'Адреса електронної пошти',
  hint: 'Ми надішлемо лист із посиланням. Поки ви не підтвердите за ним адресу, інших листів не буде.',
  button: 'Надіслати лист',
  closed: 'Щоб отримувати листи про зміни, спершу відкрийте своє повідомлення за кодом.',
  track: 'Відкрити повідомлення',
  sent: 'Перевірте пошту',
  sentText: [
    'Відкрийте лист і натисніть на посилання в ньому: після цього ми писатимемо вам про кожну зміну.',
    'Посилання діє 48 годин. Без підтвердження адресу буде стерто.',
    'Якщо листа немає, загляньте в папку зі спамом.',
  ],
  refusals: {
    email: 'Введіть адресу повністю, наприклад oksana@gromada.example.',
    tooMany: 'Зараз більше листів надіслати не можна. Спробуйте за добу.',
    notOffered: 'Листів про це повідомлення не надсилають: можливо, роботу над ним завершено.',
    badToken: 'Сторінка застаріла. Відкрийте повідомлення за кодом ще раз.',
    alreadySent: 'Із цієї сторінки вже надіслано лист на іншу адресу. Якщо потрібна й ця, натисніть ще раз.',
    unknown: 'Ми не знаємо, чи це вдалося. Спробуйте ще раз: двічі лист не надійде.',
  } as Readonly<Record<ToldRefusal, string>>,
  codeRefusals: {
    badCode: 'Посилання неповне або вже не діє. Якщо листи ще потрібні, попросіть про них ще раз.',
    unknown: 'Ми не знаємо, чи це вдалося. Спробуйте ще раз.',
  } as Readonly<Record<CodeRefusal, string>>,
  confirm: {
    title: 'Підтвердити адресу',
    text: 'Натисніть, щоб отримувати листи про кожну зміну в повідомленні.',
    button: 'Підтвердити',
    done: 'Адресу підтверджено',
    doneText: 'Тепер ми писатимемо вам про кожну зміну. Припинити це можна за посиланням у будь-якому листі.',
  } as CodeTexts,
  end: {
    title: 'Не отримувати листів',
    text: 'Натисніть, щоб більше не отримувати листів про це повідомлення. Вашу адресу буде стерто.',
    button: 'Не отримувати й стерти адресу',
    done: 'Листів більше не буде',
    doneText: 'Вашу адресу стерто. Стан повідомлення завжди можна побачити за кодом.',
  } as CodeTexts,
};

const EN: typeof UK = {
  title: 'Mails about changes',
  heading: 'Be told by e-mail',
  label: 'E-mail address',
  hint: 'We send a mail with a link. Until you confirm the address with it, there are no other mails.',
  button: 'Send the mail',
  closed: 'To get mails about changes, open your report by its code first.',
  track: 'Open the report',
  sent: 'Look into your mail',
  sentText: [
    'Open the mail and follow the link in it: then we write to you of each change.',
    'The link works for 48 hours. Without a confirmation, the address is erased.',
    'If there is no mail, look into the folder for spam.',
  ],
  refusals: {
    email: 'Enter the whole address, such as oksana@gromada.example.',
    tooMany: 'No more mails can be sent now. Try again in a day.',
    notOffered: 'No mails are sent about this report: the work on it may have ended.',
    badToken: 'The page is too old. Open the report by its code again.',
    alreadySent: 'A mail to another address was sent from this page already. If this one is needed too, press again.',
    unknown: 'We do not know whether this succeeded. Try again: the mail will not come twice.',
  },
  codeRefusals: {
    badCode: 'The link is not complete, or works no more. If you still want the mails, ask for them again.',
    unknown: 'We do not know whether this succeeded. Try again.',
  },
  confirm: {
    title: 'Confirm the address',
    text: 'Press the button to get a mail about each change of the report.',
    button: 'Confirm',
    done: 'The address is confirmed',
    doneText: 'From now on we write to you of each change. A link in every mail ends that.',
  },
  end: {
    title: 'Get no more mails',
    text: 'Press the button to get no more mails about this report. Your address will be erased.',
    button: 'End the mails and erase the address',
    done: 'There will be no more mails',
    doneText: 'Your address was erased. You can always see the state of the report by its code.',
  },
};

export const TOLD_TEXTS: Readonly<Record<Language, typeof UK & Readonly<Record<CodeAction, CodeTexts>>>> = {
  uk: UK,
  en: EN,
};
