export { sign } from './sign.ts';
