import type { PublicStatus } from '../follow-up/module.ts';
import type { MailLanguage } from './subscription.ts';

/** Where the pages for everyone are, and the secrets of one subscription that the links to them hold. */
interface Links {
  /** Without a slash at the end. */
  readonly pages: string;
  readonly confirmCode: string;
  readonly endCode: string;
}

export interface MailText {
  /** Names no category and no place: a screen shows it to everyone around. */
  readonly subject: string;
  readonly text: string;
  /** Where one click ends the subscription. */
  readonly endLink: string;
}

const UK = {
  sender: 'Безпечна громада',
  locale: 'uk-UA',
  confirmSubject: 'Підтвердьте адресу для листів про повідомлення',
  confirm: (
    link: string,
  ) => `Хтось, імовірно ви, попросив надсилати на цю адресу листи про те, що відбувається з повідомленням у «Безпечній громаді».

Щоб отримувати їх, відкрийте сторінку й натисніть на ній кнопку:
${link}

Посилання діє 48 годин. Якщо ви цього не просили, нічого не робіть: більше листів не буде, а вашу адресу буде стерто.`,
  eraseNow: (link: string) => `Стерти адресу вже зараз і 30 днів не отримувати таких прохань:\n${link}`,
  subject: 'Зміна у вашому повідомленні',
  voiceSubject: 'Зміна в повідомленні, за яким ви стежите',
  since: (time: string) => `Цей стан – з ${time} за київським часом.`,
  track: (link: string) => `Докладніше – на сторінці стану. Знадобиться код, який ви отримали на сайті:\n${link}`,
  end: (link: string) => `Більше не отримувати таких листів і стерти адресу:\n${link}`,
  automatic: 'Цей лист надіслала програма. Відповіді на нього ніхто не прочитає.',
  demonstration: 'Це демонстрація: повідомлення в ній вигадані.',
};

const EN: typeof UK = {
  sender: 'Safe Community',
  locale: 'en-GB',
  confirmSubject: 'Confirm the address for mails about a report',
  confirm: (
    link,
  ) => `Somebody, probably you, asked to be told at this address what becomes of a report in "Safe Community".

To get these mails, open this page and press the button on it:
${link}

The link works for 48 hours. If you did not ask for this, do nothing: there will be no more mails, and your address will be erased.`,
  eraseNow: (link) => `Erase the address now, and get no such request for 30 days:\n${link}`,
  subject: 'News of your report',
  voiceSubject: 'News of the report that you follow',
  since: (time) => `In this state since ${time}, Kyiv time.`,
  track: (link) => `There is more on the page of its state. You need the code that you got on the site:\n${link}`,
  end: (link) => `Get no more of these mails, and erase the address:\n${link}`,
  automatic: 'A program sent this mail. Nobody will read an answer to it.',
  demonstration: 'This is a demonstration: its reports are invented.',
};

const WORDINGS: Readonly<Record<MailLanguage, typeof UK>> = { uk: UK, en: EN };

export function senderName(language: MailLanguage): string {
  return WORDINGS[language].sender;
}

export function confirmationMail(language: MailLanguage, links: Links, isDemonstration: boolean): MailText {
  const { confirmSubject: subject, confirm, eraseNow } = WORDINGS[language];
  const endLink = pageOf(language, links, `/told/end?code=${links.endCode}`);
  const asks = confirm(pageOf(language, links, `/told/confirm?code=${links.confirmCode}`));
  return { subject, text: textOf(language, [asks, eraseNow(endLink)], isDemonstration), endLink };
}

/** The state as GetReportStatus tells it, without the token: the mailbox may be another person's one day. Who deals with it would say what it is. */
export function stateMail(
  language: MailLanguage,
  links: Links,
  { text, isVoice, open }: Pick<PublicStatus, 'text' | 'isVoice' | 'open'>,
  isDemonstration: boolean,
): MailText {
  const { subject, voiceSubject, since, track, end, locale } = WORDINGS[language];
  const endLink = pageOf(language, links, `/told/end?code=${links.endCode}`);
  const paragraphs = [
    text[language],
    ...(open === undefined ? [] : [since(timeInWords(open.stateSince, locale))]),
    track(pageOf(language, links, '/track')),
    end(endLink),
  ];
  return { subject: isVoice ? voiceSubject : subject, text: textOf(language, paragraphs, isDemonstration), endLink };
}

function pageOf(language: MailLanguage, { pages }: Links, path: string): string {
  return `${pages}${language === 'en' ? '/en' : ''}${path}`;
}

function textOf(language: MailLanguage, paragraphs: readonly string[], isDemonstration: boolean): string {
  const { automatic, demonstration } = WORDINGS[language];
  return `${[...(isDemonstration ? [demonstration] : []), ...paragraphs, automatic].join('\n\n')}\n`;
}

/** "2 грудня 2026 р. о 14:05" */
function timeInWords(time: Date, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Kyiv' }).format(
    time,
  );
}
