import { database } from '@tidings/kernel/testing';

export const verb = database;
