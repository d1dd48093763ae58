export {
  AWAY_SECONDS,
  type Endpoint,
  type EndpointAnswer,
  type EndpointRequest,
  type Programs,
  type SentRequest,
} from './endpoint.ts';
export type { MaxConnections } from './connections.ts';
export { rateLimit, type Rate } from './rate-limit.ts';
export { listen, type Limits } from './server.adapter.ts';
export { siteFiles } from './site-files.adapter.ts';
export { webApp } from './web.adapter.ts';
