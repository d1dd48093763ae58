export { requestCalls } from './requests.client.ts';
export { requestPages } from './requests.page.ts';
