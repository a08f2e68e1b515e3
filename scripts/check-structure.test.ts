import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkStructure, RULES } from './check-structure.mjs';

const EXAMPLES = path.join(import.meta.dirname, 'structure-examples');

describe('the structure check', () => {
  test('passes a tree that keeps every rule', () => {
    expect(checkStructure(path.join(EXAMPLES, 'good'))).toEqual([]);
  });

  describe.each(Object.keys(RULES))('%s', (rule) => {
    const folder = path.join(EXAMPLES, rule);
    const examples = existsSync(folder) ? readdirSync(folder) : [];

    test('has an example that breaks it', () => {
      expect(examples).not.toEqual([]);
    });

    test.each(examples)('notices %s, and nothing else is wrong there', (example) => {
      const found = checkStructure(path.join(folder, example));
      expect(found).not.toEqual([]);
      expect([...new Set(found.map((each) => each.rule))]).toEqual([rule]);
    });
  });

  test('says where a break is', () => {
    const [found] = checkStructure(path.join(EXAMPLES, 'own-tables/join'));
    expect(found).toMatchObject({ file: 'modules/delivery/src/index.ts', line: 4 });
    expect(found?.message).toContain('event');
  });

  test('keeps no example for a rule that does not exist', () => {
    expect(readdirSync(EXAMPLES).toSorted()).toEqual([...Object.keys(RULES), 'good'].toSorted());
  });
});
