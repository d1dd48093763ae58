export { checkPageSize as pageSizeViolations, pageSizeOf } from '@safe-community/service-kit';
