import pg from 'pg';

export const id = pg;
