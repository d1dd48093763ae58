export { contracts, descriptorSet, ourMessages, ourMethods } from './contracts.ts';
export { holdingOf, isFieldMask, limitOf, mostBytesOf, type DataClass, type Limit } from './declarations.ts';
export { fieldName, fieldsOf, fieldsOfRequests, heldSomewhere, undeclaredFields, type FoundField } from './fields.ts';
