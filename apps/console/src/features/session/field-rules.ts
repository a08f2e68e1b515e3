import { emailAddress } from '@tidings/identity/schema';

/** Says `message` of what is no e-mail address. */
export const emailRule = (message: string) => (given: string) =>
  emailAddress.safeParse(given).success ? null : message;

/** Of a password that somebody has; what a new one has to be is said by `weaknessOf`. */
export const passwordRule = (given: string) => (given === '' ? 'Enter your password.' : null);

/** People type the code of an authenticator app as it is shown, with a space in its middle. */
export const codeIn = (given: string): string => given.replaceAll(/\s/g, '');

export const codeRule = (given: string) => (/^\d{6}$/.test(codeIn(given)) ? null : 'Enter the six digits.');
export const backupCodeRule = (given: string) => (codeIn(given) === '' ? 'Enter a backup code.' : null);
