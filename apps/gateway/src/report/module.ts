export { reportCalls } from './report.client.ts';
export { reportPage } from './report.page.ts';
