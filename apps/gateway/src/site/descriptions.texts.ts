import type { Language } from './language.ts';
import { textsOf } from './texts.ts';

interface Descriptions {
  /** Of pages that have none of their own. */
  readonly site: string;
  /** By path, or by its beginning. */
  readonly pages: Readonly<Record<string, string>>;
  /** The same of pages of one thing each, whose title names it. */
  readonly things: Readonly<Record<string, (title: string) => string>>;
}

const uk: Descriptions = {
  site: 'Програма «Безпечна громада»: свій офіцер для кожної громади, повідомлення про проблеми та перевірка обіцянок.',
  pages: {
    '/officer':
      'Хто з поліцейських офіцерів відповідає за ваше село, місто чи громаду, як із ним зв’язатися й коли він приймає.',
    '/scorecard':
      'Обіцянки програми «Безпечна громада» в числах: скільки зроблено, до якого строку та звідки це відомо.',
    '/official':
      'Офіційно опубліковані числа про безпеку за роками: значення, визначення, джерела та розбіжності між ними.',
    '/map':
      'Карта громад і областей України: де є офіцери громад, скільки подій зареєстровано і як швидко прибуває допомога.',
    '/compare': 'Порівняння областей і громад: показники в розрахунку на населення з межами випадкових коливань.',
    '/compare/places':
      'Дві громади або області поруч: чи справді подій і постраждалих у них різна кількість, чи це випадковість.',
    '/data': 'Відкриті дані програми «Безпечна громада»: JSON, CSV і Open311, визначення кожного показника.',
    '/accessibility': 'Доступність сайту «Безпечна громада» за WCAG 2.2: що перевірено й чого ще не перевіряли.',
    '/about': 'Що таке «Безпечна громада», хто відповідає за цей сайт і що стається з вашим повідомленням.',
    '/privacy': 'Які дані зберігає цей сайт, як довго, хто їх бачить і які права дає вам закон.',
    '/contact': 'Куди звернутися щодо цього сайту, ваших даних або вразливості.',
    '/report': 'Повідомте про проблему у своїй громаді без дзвінка й без реєстрації.',
    '/footage': 'Попросіть запис нагрудної камери, на якому є ви: без реєстрації, з кодом і строком відповіді.',
    '/complaint':
      'Поскаржтеся на те, що поліція зробила або чого не зробила: без реєстрації, з кодом і строком відповіді.',
    '/track': 'Дізнайтеся за кодом, що сталося з вашим повідомленням.',
    '/around': 'Стрічка (RSS) про те, що повідомили поруч із вашим місцем і що з цього вийшло.',
    '/told': 'Листи про зміни у вашому повідомленні: попросити, підтвердити адресу, припинити.',
    '/offline': 'Що робити без мережі й що залишається у вашому браузері.',
  },
  things: {
    '/h': (title) => `${title}: хто тут офіцер громади, чи виконуються обіцянки та скільки подій зареєстровано.`,
    '/official': (title) => `${title}: офіційно опубліковані числа за роками, визначення та джерела.`,
    '/measures': (title) => `${title}: як змінюється показник, як його рахують і чого в ньому бракує.`,
  },
};

const en: Descriptions = {
  site: 'The Safe Community programme: an officer for every hromada, reports of problems, and a check of what was promised.',
  pages: {
    '/officer':
      'Which police officer is responsible for your village, town, or hromada, how to reach them, and when they are there.',
    '/scorecard':
      'The promises of the Safe Community programme as numbers: how much is done, what was due when, and how we know.',
    '/official': 'Officially published safety figures by year: values, definitions, sources, and where sources differ.',
    '/map':
      'A map of the hromadas and oblasts of Ukraine: community officers, registered incidents, and how fast help arrives.',
    '/compare': 'Oblasts and hromadas compared: figures in relation to the population, with the range of chance.',
    '/compare/places':
      'Two hromadas or oblasts side by side: whether their figures really differ, or chance explains it.',
    '/data': 'Open data of the Safe Community programme: JSON, CSV, and Open311, with the definition of each figure.',
    '/accessibility': 'Accessibility of the Safe Community site by WCAG 2.2: what has been tested, and what has not.',
    '/about': 'What Safe Community is, who answers for this site, and what happens to your report.',
    '/privacy': 'Which data this site keeps, how long, who sees it, and which rights the law gives you.',
    '/contact': 'Whom to ask about this site, your data, or a vulnerability.',
    '/report': 'Report a problem in your hromada without a phone call and without an account.',
    '/footage': 'Ask for body camera footage of yourself: without an account, with a code and a term for the answer.',
    '/complaint': 'Complain about what the police did or did not do: without an account, with a code and a term.',
    '/track': 'Find out by its code what became of your report.',
    '/around': 'A feed (RSS) of what was reported near your place and what became of it.',
    '/told': 'Mails about changes of your report: ask for them, confirm the address, end them.',
    '/offline': 'What to do without a network, and what stays in your browser.',
  },
  things: {
    '/h': (title) =>
      `${title}: who the community officer is, whether promises are kept, and how many incidents are registered.`,
    '/official': (title) => `${title}: officially published figures by year, their definition, and their sources.`,
    '/measures': (title) => `${title}: how the figure changes, how it is counted, and what it leaves out.`,
  },
};

const DESCRIPTIONS: Readonly<Record<Language, Descriptions>> = { uk, en };

/**
 * What a search engine shows below the title.
 *
 * @param here the path of the page without language; its query says nothing.
 */
export function descriptionOf(language: Language, here: string, title: string): string {
  const { site, pages, things } = DESCRIPTIONS[language];
  const [path = ''] = here.split('?');
  if (path === '/') return textsOf(language).front.lead;
  const [, first = '', thing] = path.split('/');
  const ofThing = thing === undefined ? undefined : things[`/${first}`];
  return pages[path] ?? ofThing?.(title) ?? pages[`/${first}`] ?? site;
}
