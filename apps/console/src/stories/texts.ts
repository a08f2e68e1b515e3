/** A name with words enough for three lines, and one without a place to break it. */
export const LONG_NAME =
  'Importer of the marketing department, kept until the migration to the new data platform is done';
export const UNBROKEN_NAME =
  'warehouse-loader.production.europe-west4.integration-platform.acme-marketing.example.com/without-a-space';
/** Names that begin from the right and end with a mark that must stay at their end. */
export const ARABIC_NAME = 'متجر الكتب (تجريبي)!';
export const HEBREW_NAME = 'חנות הספרים, סניף 2 (בדיקה)!';
/** Unbroken, too. */
export const LONG_URL =
  'https://legacy-importer.internal-tools.europe-west4.acme-marketing-platform.example.com/hooks/v1/tidings/incoming?tenant=acme';
