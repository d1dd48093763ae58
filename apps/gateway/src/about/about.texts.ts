import type { Language } from '../site/module.ts';

const UK = {
  title: 'Про цей сайт',
  intro: [
    '«Безпечна громада» – програма Міністерства внутрішніх справ України та територіальних громад. Її мета – щоб кожен мав однаковий захист, де б він не жив.',
    'На цьому сайті можна повідомити про подію, знайти свого офіцера громади й перевірити, чи виконуються обіцянки програми.',
  ],
  owner: 'Хто веде цю інсталяцію',
  kinds: 'Повідомлення і звернення – не одне й те саме',
  kindsText: [
    'Через цей сайт ви надсилаєте повідомлення: кажете службам, що сталося. Імені для цього не потрібно.',
    'Звернення – це пропозиція, заява чи скарга за Законом України «Про звернення громадян» (№ 393/96-ВР). У ньому вказують прізвище, ім’я, по батькові та місце проживання, і його підписують (стаття 5). Строк відповіді встановлює закон.',
    'Анонімного звернення за цим законом не розглядають (стаття 8). Анонімне повідомлення служби опрацьовують: вони реагують на подію, хто б про неї не сказав. Письмової відповіді на нього не надсилають, а стан видно за кодом.',
    'Якщо вам потрібна офіційна відповідь, подайте звернення тому, хто веде цю інсталяцію, або іншому органу влади.',
  ],
  more: 'Більше',
  privacy: 'Що ми зберігаємо і які у вас права',
  contact: 'Контакти',
};

const EN: typeof UK = {
  title: 'About this site',
  intro: [
    'Safe Community is a programme of the Ministry of Internal Affairs of Ukraine and of territorial communities (hromadas). It is to give everyone the same protection, wherever they live.',
    'On this site you can report what happened, find your community officer, and see whether the promises of the programme are kept.',
  ],
  owner: 'Who runs this installation',
  kinds: 'A report is not a formal appeal',
  kindsText: [
    'Through this site you send a report (povidomlennia): you tell the services what happened. No name is needed.',
    'An appeal (zvernennia) is a proposal, application, or complaint under the Law of Ukraine on Citizens’ Appeals (No. 393/96-VR). It states the full name and the place of residence, and it is signed (article 5). The law sets the term for the answer.',
    'Under that law, an anonymous appeal is not considered (article 8). Services do act on an anonymous report: they respond to what happened, no matter who reports it. No written answer is sent; the code shows what became of it.',
    'If you need an official answer, send an appeal to the owner of this installation or to another authority.',
  ],
  more: 'More',
  privacy: 'What we keep, and your rights',
  contact: 'Contact',
};

export const ABOUT_TEXTS: Readonly<Record<Language, typeof UK>> = { uk: UK, en: EN };
