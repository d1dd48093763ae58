export type { Endpoint, EndpointAnswer, EndpointRequest, ProgramProblem, Programs } from './endpoint.ts';
export type { NetworkRate } from './rate-limit.ts';
export { listen, type Limits } from './server.adapter.ts';
export { webApp } from './web.adapter.ts';
