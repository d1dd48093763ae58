export { api, operationsOf } from './api.api.ts';
export { openApiDocument } from './openapi.api.ts';
