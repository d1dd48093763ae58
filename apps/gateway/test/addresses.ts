import { VINNYTSIA } from './answers.ts';
import { POLICE } from './official-answers.ts';

const VOLYN = 'UA07000000000024379';

/** By the pattern of each page: its addresses in every state that a visitor can see. Tests try all of them. */
export const ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  '/': ['/'],
  '/officer': ['/officer', `/officer?place=${VINNYTSIA}`, '/officer?place=Миколаївська', '/officer?place=nowhere'],
  '/h/:katottg': [`/h/${VINNYTSIA}`, '/h/UA80000000000093317'],
  '/h/:katottg/reports': [
    `/h/${VINNYTSIA}/reports`,
    `/h/${VINNYTSIA}/reports?state=received`,
    `/h/${VINNYTSIA}/reports?state=rejected&page=2`,
  ],
  '/around': ['/around'],
  '/report': ['/report'],
  '/footage': ['/footage'],
  '/complaint': ['/complaint'],
  '/track': ['/track'],
  '/told': ['/told', '/told?sent=yes'],
  '/told/confirm': [`/told/confirm?code=${'c'.repeat(43)}`, '/told/confirm?done=yes'],
  '/told/end': [`/told/end?code=${'e'.repeat(43)}`, '/told/end?done=yes'],
  '/scorecard': [
    '/scorecard',
    '/scorecard?from=2025-01&to=2025-12',
    '/scorecard?territory=UA05000000000010236',
    `/scorecard?territory=${VINNYTSIA}`,
  ],
  '/official': ['/official'],
  '/official/:series': [`/official/${POLICE}`, '/official/rescue-deaths-fire'],
  '/measures/:name': [
    '/measures/killed',
    '/measures/killed?category=road_crash&part=year',
    '/measures/killed?revisions=shown',
    '/measures/camera_coverage',
  ],
  '/map': [`/map?oblast=${VOLYN}`, `/map?measure=incidents&oblast=${VOLYN}&sort=value`, '/map?measure=cameras'],
  '/compare': ['/compare', '/compare?measure=killed&sort=rate', '/compare?sort=name'],
  '/compare/places': [
    '/compare/places',
    `/compare/places?a=${VINNYTSIA}`,
    `/compare/places?a=${VINNYTSIA}&b=UA05020010000053508&what=fire`,
    '/compare/places?a=UA05000000000010236&b=UA07000000000024379',
    '/compare/places?a=Миколаївська&b=nowhere',
  ],
  '/data': ['/data'],
  '/accessibility': ['/accessibility'],
  '/offline': ['/offline'],
  '/safety': ['/safety'],
  '/about': ['/about'],
  '/privacy': ['/privacy'],
  '/contact': ['/contact'],
};

/** The map of all hromadas has a thousand links, which are tried by the ten. */
export const LARGEST_ADDRESS = '/map';
