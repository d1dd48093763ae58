import { VINNYTSIA } from './answers.ts';

/** By the pattern of each page: its addresses in every state that a visitor can see. Tests try all of them. */
export const ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  '/': ['/'],
  '/officer': ['/officer', `/officer?place=${VINNYTSIA}`, '/officer?place=Миколаївська', '/officer?place=nowhere'],
  '/h/:katottg': [`/h/${VINNYTSIA}`, '/h/UA80000000000093317'],
  '/report': ['/report'],
  '/track': ['/track'],
  '/scorecard': ['/scorecard'],
  '/accessibility': ['/accessibility'],
};
