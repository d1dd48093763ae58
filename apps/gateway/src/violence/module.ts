export { violencePage } from './violence.page.ts';
