export { pageOf, type Page } from '@safe-community/service-kit';
