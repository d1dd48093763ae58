export { trackCalls } from './track.client.ts';
export { trackPage } from './track.page.ts';
