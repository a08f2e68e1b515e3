export { verb } from '../../kernel/src/index.ts';
