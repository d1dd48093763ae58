export { toldCalls } from './told.client.ts';
export { toldForm } from './told-form.page.ts';
export { toldPages } from './told.page.ts';
