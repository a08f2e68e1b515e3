/**
 * Settings come from the environment as a rule, and one that is not set is `undefined`, whatever the types say.
 * @throws {TypeError} without a URL or a key, or with a key that no header can carry. It does not show the key.
 */
export function checkReach({ url, serviceKey }: { url: string; serviceKey: string }): void {
  if (!URL.canParse(url) || !/^https?:/i.test(url))
    throw new TypeError('"url" says where Tidings is, such as https://tidings.internal. Is TIDINGS_URL set?');
  if (!/^tdg_[as]k_[\x21-\x7e]+$/.test(serviceKey))
    throw new TypeError('"serviceKey" is a whole key, tdg_sk_…. Is TIDINGS_SERVICE_KEY set?');
}
