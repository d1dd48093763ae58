import type { Source } from './dated.ts';

/** The day on which the tables of this folder were compared with their sources. */
export const CHECKED = '2026-12-02';

export const MINISTRY: Source = {
  publisher: 'МВС України',
  title: 'До кінця 2024 року планується поширити роботу Служби 112 на всю територію України, 13.04.2024',
  url: 'https://mvs.gov.ua/news/do-kincia-2024-roku-planujetsia-posiriti-robotu-sluzbi-112-na-vsiu-teritoriiu-ukrayini',
};

export const POLICE: Source = {
  publisher: 'Національна поліція в Закарпатській області',
  title: 'Протидія домашньому насильству',
  url: 'https://zk.npu.gov.ua/hromadianam/chasti-zapyty/protydiia-domashnomu-nasylstvu',
};

export const JUSTICE: Source = {
  publisher: 'Міністерство юстиції України',
  title: 'Стоп насильству (англійською)',
  url: 'https://pravo.minjust.gov.ua/en/programs/violence',
};
