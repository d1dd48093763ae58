export {
  AWAY_SECONDS,
  type Endpoint,
  type EndpointAnswer,
  type EndpointRequest,
  type Programs,
  type SentRequest,
} from './endpoint.ts';
export { rateLimit, type NetworkRate } from './rate-limit.ts';
export { listen, type Limits } from './server.adapter.ts';
export { siteFiles } from './site-files.ts';
export { webApp } from './web.adapter.ts';
