export { consumersOfLedger, type KnownConsumer, type KnownConsumers } from './consumer/consumer.client.ts';
export { CONSUMER_RPCS } from './consumer/consumer.commands.ts';
export { DEAD_LETTER_RPCS } from './dead-letters/dead-letters.commands.ts';
export { askHead, ledgerSource } from './ledger/ledger.client.ts';
export { LEDGER_RPCS } from './ledger/ledger.commands.ts';
export { serveOperations } from './serve-operations.ts';
