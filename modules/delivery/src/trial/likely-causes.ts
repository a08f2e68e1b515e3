import { isOwnSaying, missingBy } from '../sending/attempt-error.ts';
import type { Outcome } from '../sending/send.ts';

/**
 * What may be wrong with a receiver that failed a test, for its developer: the likeliest first, each with what to do.
 * Empty for a success.
 * @param namesSourceIps whether the operator names the addresses that deliveries come from.
 */
export function likelyCauses(
  { error, errorDetail, statusCode }: Outcome,
  timeoutMs: number,
  namesSourceIps = false,
): string[] {
  switch (error) {
    case null:
      return [];
    case 'timeout':
      return [
        `Endpoint did not respond within ${seconds(timeoutMs)}. Check your server.`,
        {
          name: 'Its name was not resolved in that time. Check the host in the URL, and whether its name servers answer.',
          connection: `A firewall may drop connections without a word. ${letIn(namesSourceIps)}`,
          handshake:
            'It took the connection and did not end the TLS handshake. Check that the port in the URL speaks TLS.',
          answer: 'Answer 2xx first and do the work afterwards, in a queue or a background job.',
        }[missingBy(errorDetail)],
      ];
    case 'dns':
      return [
        'The name of the endpoint could not be resolved. Check the host in the URL for a typo.',
        'A DNS record that is new takes a while to be seen everywhere.',
      ];
    case 'refused':
      return [
        'Nothing listens at that address and port. Check that your server runs, and the port in the URL.',
        'A server that listens on 127.0.0.1 only is not reached from outside. Let it listen on 0.0.0.0.',
      ];
    case 'unreachable':
      return ['There is no way to the address of the endpoint. Check its DNS record and your network.'];
    case 'tls':
      return [
        errorDetail?.startsWith('The TLS handshake failed')
          ? errorDetail
          : `The TLS handshake failed: ${errorDetail ?? 'no reason was given'}`,
        'Check that the certificate is valid, for this name, and sent with its intermediate certificates.',
      ];
    case 'reset':
      return [
        'Endpoint closed the connection before it had answered. Check whether your server crashes on this request.',
        'A proxy or a firewall in front of it may have closed the connection.',
      ];
    case 'blocked':
      if (errorDetail?.includes('plain http')) return [errorDetail, 'Use https in the URL.'];
      return [
        'The address is private or reserved. Deliveries go to public addresses only: use a tunnel for local tests.',
      ];
    case 'protocol':
      // Of an answer that is HTTP, and still cannot be taken, the detail says why.
      return isOwnSaying(errorDetail)
        ? [errorDetail, 'Check what answers at this port: your server, or a proxy in front of it.']
        : ['Endpoint did not answer in HTTP/1.1. Check that the port in the URL speaks HTTP.'];
    case 'http_1xx':
      return [`Endpoint answered ${statusCode} and nothing after it. Answer with a status from 200 to 299.`];
    case 'http_3xx':
      return statusCode === 304
        ? ['Endpoint answered 304, which no delivery asks for. Answer with a status from 200 to 299.']
        : [
            `Endpoint answered ${statusCode}, a redirect, and redirects are never followed. Enter the URL it leads to.`,
            'A missing or additional slash at the end, or www, often makes the difference.',
          ];
    case 'http_4xx':
      return causesOf4xx(statusCode ?? 400);
    case 'http_5xx':
      return [`Endpoint answered ${statusCode}, an error of your server. Its log says what went wrong.`];
    case 'internal':
    case 'interrupted':
      return ['The test could not be made, by a fault of Tidings. Try again.'];
    default:
      return error satisfies never;
  }
}

/** What to do about a firewall. */
export function letIn(namesSourceIps: boolean): string {
  return namesSourceIps
    ? 'Allow the source IPs of deliveries.'
    : 'Check that it lets in what comes to the port in the URL.';
}

function causesOf4xx(status: number): string[] {
  const answered = `Endpoint answered ${status}`;
  switch (status) {
    case 401:
    case 403:
      return [
        `${answered}: it does not accept the request. Check that it verifies with the secret of this webhook.`,
        'Verify the signature over the raw body, before any JSON parser.',
        'Exempt the path from CSRF protection and from authentication.',
      ];
    case 404:
      return [`${answered}: there is nothing at this path. Check the path in the URL.`];
    case 405:
      return [`${answered}: it does not accept POST. Deliveries are POST requests.`];
    case 410:
      return [
        `${answered}: it says that it is gone for good. A delivery with this answer disables the webhook.`,
        'If it is meant to receive events, let it answer 2xx, then resume the webhook.',
      ];
    case 413:
      return [`${answered}: the body is too large for it. Events have up to 256 KiB.`];
    case 415:
      return [`${answered}: it does not accept JSON. Deliveries are sent as application/json.`];
    case 429:
      return [`${answered}: it takes no more requests for now. Give the webhook a rate limit.`];
    default:
      return [
        `${answered}: it refuses this request. Its log says why.`,
        'Check that it verifies with the secret of this webhook, over the raw body.',
      ];
  }
}

function seconds(ms: number): string {
  return ms === 1_000 ? '1 second' : `${ms / 1_000} seconds`;
}
