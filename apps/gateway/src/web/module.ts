export type { Endpoint, EndpointAnswer, Programs } from './endpoint.ts';
export type { NetworkRate } from './rate-limit.ts';
export { listen, type Limits } from './server.adapter.ts';
export { siteFiles } from './site-files.ts';
export { webApp } from './web.adapter.ts';
