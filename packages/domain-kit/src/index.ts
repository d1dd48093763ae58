export {
  notFound,
  preconditionFailed,
  Refusal,
  refuseInvalid,
  unavailable,
  type Attached,
  type RefusalDetails,
  type RefusalKind,
  type Violation,
} from './refusal.ts';
export { uuidViolations } from './uuid-violations.ts';
