export { api, operationsOf } from './api.adapter.ts';
export { openApiDocument } from './openapi.adapter.ts';
