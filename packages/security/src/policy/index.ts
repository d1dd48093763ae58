export { BUILT_IN_POLICY } from './built-in-policy.ts';
export {
  loadPolicy,
  parsePolicy,
  readPolicyFile,
  type DeclaredScopes,
  type Policy,
  type PolicyFile,
} from './policy.ts';
export {
  covers,
  isDenial,
  mayActIn,
  maySee,
  maySeeKind,
  patternsOfBoth,
  rightsOf,
  visiblePatterns,
  type Denial,
  type Holder,
  type Rights,
  type Subject,
  type View,
} from './rights.ts';
export type { Categories, Grant, Role, Roles } from './role.ts';
export {
  codePattern,
  COUNTRY,
  isOblast,
  isSameOblast,
  isTerritoryCode,
  isWithin,
  type Place,
  type Territory,
} from './territory.ts';
