import type { TestResult } from '@tidings/delivery/schema';

/** An attempt of a delivery, or that of a test, which may have no delivery. */
export type ShownAttempt = TestResult['attempt'];
