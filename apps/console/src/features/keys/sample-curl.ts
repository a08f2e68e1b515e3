/** A first request with a key, for a shell; the key is a variable of it, so that it is in no history. */
export function sampleCurl(origin: string): string {
  return [`curl ${origin}/api/v1/webhooks`, '-H "Authorization: Bearer $TIDINGS_KEY"'].join(' \\\n  ');
}
