export { playRouter } from './router.ts';
