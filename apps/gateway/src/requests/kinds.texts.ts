import type { Language } from '../site/module.ts';
import type { RequestKind } from './request.ts';

interface KindTexts {
  readonly title: string;
  /** What it is for, and by which law. */
  readonly intro: string;
  readonly term: string;
  readonly frozen: string;
  readonly whenText: string;
  readonly what: string;
  readonly text: string;
  readonly textHint: string;
  /** Why nobody can ask without a name. */
  readonly whoText: string;
  readonly addressHint: string;
  readonly sent: string;
  readonly code: string;
}

const UK: Readonly<Record<RequestKind, KindTexts>> = {
  footage: {
    title: 'Запит на відеозапис, на якому є я',
    intro:
      'Якщо вас зняла нагрудна камера поліцейського, цей запис – ваші персональні дані, і ви маєте право на доступ до них (стаття 8 Закону України «Про захист персональних даних», № 2297-VI).',
    term: 'Строк відповіді встановлює закон. До якого дня мають відповісти, ми скажемо одразу, щойно ви надішлете запит.',
    frozen: 'Записів із цього місця й часу, які ще є, не видалять, доки запит розглядають.',
    whenText: 'За місцем і часом знаходять запис.',
    what: 'Що ви хочете отримати?',
    text: 'Опишіть подію',
    textHint:
      'До 4000 символів. Допоможе точне місце (вулиця, будинок), ваш вигляд, підрозділ, номер автомобіля або жетона поліцейського. Не пишіть про інших людей зайвого.',
    whoText:
      'Анонімного запиту не розглянути: запис надають лише тому, хто на ньому є. Щоб він не потрапив до когось іншого, вас можуть попросити підтвердити особу. Вкажіть ім’я і принаймні телефон або адресу.',
    addressHint: 'Необов’язково, якщо є телефон.',
    sent: 'Запит прийнято',
    code: 'Ваш код запиту',
  },
  complaint: {
    title: 'Скарга на поліцію',
    intro:
      'Поскаржитися можна на те, що поліція зробила або чого не зробила (Закон України «Про звернення громадян», № 393/96-ВР). Відеозапису може й не бути: скаргу розглянуть усе одно.',
    term: 'Строк розгляду встановлює закон. До якого дня мають відповісти, ми скажемо одразу, щойно ви надішлете скаргу.',
    frozen: 'Записів нагрудних камер із цього місця й часу, якщо вони є, не видалять, доки скаргу розглядають.',
    whenText: 'Час потрібен, навіть якщо нічого не знімали: за ним встановлюють, хто тоді працював.',
    what: 'На що ви скаржитеся?',
    text: 'Опишіть, що сталося і чого ви просите',
    textHint:
      'До 4000 символів. Допоможе точне місце (вулиця, будинок), підрозділ, номер автомобіля або жетона поліцейського, свідки.',
    whoText:
      'Анонімних скарг закон розглядати не дозволяє (стаття 8): потрібне ваше ім’я. Вкажіть також принаймні телефон або адресу, щоб вам відповіли.',
    addressHint: 'У скарзі закон вимагає вказати місце проживання (стаття 5). Без нього її можуть лишити без розгляду.',
    sent: 'Скаргу прийнято',
    code: 'Ваш код скарги',
  },
};

const EN: typeof UK = {
  footage: {
    title: 'Request footage of yourself',
    intro:
      'If a police body camera filmed you, the footage is your personal data, and you have the right of access to it (article 8 of the Law of Ukraine on Personal Data Protection, No. 2297-VI).',
    term: 'The law sets the term. By which day an answer is due, we say as soon as you have sent the request.',
    frozen: 'Footage of this place and time that still exists is not deleted while the request is considered.',
    whenText: 'Footage is found by place and time.',
    what: 'What do you want to get?',
    text: 'Describe the event',
    textHint:
      'Up to 4,000 characters. It helps to know the exact place (street, house), how you looked, the unit, and the number of the car or badge. Say no more about other people than is needed.',
    whoText:
      'An anonymous request cannot be answered: footage is given only to the person in it. So that nobody else gets it, you may be asked to prove who you are. Give your name, and at least a phone or an address.',
    addressHint: 'Optional if there is a phone.',
    sent: 'Your request was received',
    code: 'The code of your request',
  },
  complaint: {
    title: 'Complain about the police',
    intro:
      'You can complain about what the police did or did not do (Law of Ukraine on Appeals of Citizens, No. 393/96-VR). There need not be any footage: the complaint is considered even so.',
    term: 'The law sets the term. By which day an answer is due, we say as soon as you have sent the complaint.',
    frozen:
      'Footage of body cameras of this place and time, if there is any, is not deleted while the complaint is considered.',
    whenText: 'The time is needed even if nothing was filmed: it tells who was on duty.',
    what: 'What is your complaint about?',
    text: 'Describe what happened, and what you ask for',
    textHint:
      'Up to 4,000 characters. It helps to know the exact place (street, house), the unit, the number of the car or badge, and witnesses.',
    whoText:
      'The law does not allow anonymous complaints to be considered (article 8): your name is needed. Give at least a phone or an address as well, to get an answer.',
    addressHint:
      'The law requires a complaint to state where you live (article 5). Without that, it may be left without consideration.',
    sent: 'Your complaint was received',
    code: 'The code of your complaint',
  },
};

export const KIND_TEXTS: Readonly<Record<Language, typeof UK>> = { uk: UK, en: EN };
