export { categoryOfWord, categoryWord } from './category-word.client.ts';
export { BackendError } from './backend-error.ts';
export { connectBackend, type Backend, type Call } from './backend.client.ts';
export { remembered } from './counted.adapter.ts';
