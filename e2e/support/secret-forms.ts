import { expect } from 'vitest';

/** Makes sure that none of the secrets stands in any of the places, in whatever form. */
export function expectNowhere(secrets: string[], places: Record<string, string>): void {
  for (const [place, text] of Object.entries(places)) {
    for (const secret of secrets) {
      for (const form of formsOf(secret)) expect(text.includes(form), `${form} in the ${place}`).toBe(false);
    }
  }
}

/** A secret as it is, without its prefix, and as a dump would show its bytes. */
function formsOf(secret: string): string[] {
  const bare = secret.replace(/^(whsec_|tdg_[a-z]+_)/, '');
  const forms = [
    secret,
    bare,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('hex'),
    Buffer.from(secret).toString('base64'),
  ];
  if (bare !== secret)
    forms.push(Buffer.from(bare, 'base64').toString('hex'), Buffer.from(bare).toString('base64'));
  return [...new Set(forms)];
}
