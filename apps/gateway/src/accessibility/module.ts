export { ACCESSIBILITY_PAGE } from './accessibility.page.ts';
