export { id } from './id.ts';
