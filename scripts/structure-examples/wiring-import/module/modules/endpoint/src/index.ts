export { steps } from '@tidings/event/wiring';
