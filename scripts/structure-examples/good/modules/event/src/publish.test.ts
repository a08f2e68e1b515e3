import { database } from '@tidings/kernel/testing';
import { steps } from '@tidings/kernel/wiring';

export const setup = [database, steps];
