import { verb } from '@tidings/secret';

console.log(verb);
