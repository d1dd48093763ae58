export { formatOf, type CalendarDay } from './format.ts';
export { LANGUAGES, pathIn, type Language } from './language.ts';
export { emergencyNumbers, layout, linkTo, problemPage, type Escaped } from './layout.page.ts';
export type { FormRequest, Page, PageContent, PageRequest } from './page.ts';
export { SCRIPT_PATH } from './script.adapter.ts';
export { SCRIPT } from './script.ts';
export { STYLESHEET_PATH } from './stylesheet.adapter.ts';
export { STYLESHEET } from './stylesheet.ts';
export { textsOf } from './texts.ts';
