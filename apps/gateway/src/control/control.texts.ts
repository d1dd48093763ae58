import type { Language } from '../site/module.ts';

const uk = {
  since: (day: string, isExact: boolean) => (isExact ? `з ${day}` : `щонайменше з ${day}`),
  occupied: (since: string) => `тимчасово окупована територія ${since}`,
  frontline: (since: string) => `прифронтова територія ${since}`,
  occupiedTitle: 'Тимчасово окупована територія',
  nobodyComes:
    'Українська поліція, рятувальники та швидка не можуть сюди приїхати. Номери 101, 102, 103, 104 і 112 тут не з’єднують з українськими службами. Тому ми не показуємо тут ні телефонів поліції, ні годин прийому.',
  whatToDo:
    'Перевірених номерів допомоги для тимчасово окупованої території ми не маємо, тож жодних не наводимо. Щойно ви будете на території, підконтрольній Україні, телефонуйте 112.',
  noFigures: 'Цю територію не враховано в показниках, порівняннях і рейтингах: звідси ніхто не може повідомляти.',
  notComparable:
    'Показники звідси не можна порівнювати з іншими: багато людей виїхало, а про частину подій ніхто не повідомляє.',
};

const en: typeof uk = {
  since: (day, isExact) => (isExact ? `since ${day}` : `since ${day} or earlier`),
  occupied: (since) => `temporarily occupied ${since}`,
  frontline: (since) => `at the front ${since}`,
  occupiedTitle: 'Temporarily occupied territory',
  nobodyComes:
    'The Ukrainian police, rescuers and ambulances cannot come here. 101, 102, 103, 104 and 112 do not reach Ukrainian services here. We therefore show neither police phone numbers nor office hours.',
  whatToDo:
    'We have no verified numbers that help on temporarily occupied territory, so we name none. As soon as you are on territory that Ukraine controls, call 112.',
  noFigures: 'This territory is left out of figures, comparisons and ranks: nobody can report from here.',
  notComparable:
    'Figures from here cannot be compared with others: many people have left, and some incidents are never reported.',
};

const TEXTS: Readonly<Record<Language, typeof uk>> = { uk, en };

export function controlTexts(language: Language): typeof uk {
  return TEXTS[language];
}
