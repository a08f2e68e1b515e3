import pg from 'pg';

export const sign = pg;
