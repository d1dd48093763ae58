export type { Endpoint, EndpointAnswer, EndpointRequest, Programs, SentRequest } from './endpoint.ts';
export { rateLimit, type NetworkRate } from './rate-limit.ts';
export { listen, type Limits } from './server.adapter.ts';
export { siteFiles } from './site-files.ts';
export { webApp } from './web.adapter.ts';
