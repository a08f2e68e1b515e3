import { describe, expect, it } from 'vitest';
import { urlFault } from './url-fault.ts';

describe('a URL as it is written', () => {
  it.each(['https://crm.example/hooks', 'http://127.0.0.1:3000/', 'https://[2606:2800:21f::1]:8443/'])(
    '%s may lead somewhere',
    (url) => {
      expect(urlFault(url)).toBeUndefined();
    },
  );

  it.each([
    ['https://exa mple.com', /^Endpoint must be a valid HTTPS URL\.$/],
    ['https:crm.example', /^Endpoint must be a valid HTTPS URL\.$/],
    ['ftp://crm.example', /^Endpoint must be a valid HTTPS URL\.$/],
    ['https://user:pw@crm.example', /credentials into a custom header/],
    ['https://crm.example:22', /Port 22 is not allowed: use 80, 443, or one from 1024 up\.$/],
  ])('%s has a fault that is told', (url, fault) => {
    expect(urlFault(url)).toMatch(fault);
  });
});
