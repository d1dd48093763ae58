export { consumersOfLedger, type KnownConsumer, type KnownConsumers } from './consumer/consumer.client.ts';
export { consumerRpcs } from './consumer/consumer.commands.ts';
export { deadLetterRpcs } from './dead-letters/dead-letters.commands.ts';
export { askHead, ledgerSource } from './ledger/ledger.client.ts';
export { ledgerRpcs } from './ledger/ledger.commands.ts';
export { serveOperations } from './serve-operations.ts';
