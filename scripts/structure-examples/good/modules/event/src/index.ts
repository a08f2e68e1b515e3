import { verb } from '@tidings/kernel';

export const publish = `INSERT INTO event.events SELECT ${verb}`;
