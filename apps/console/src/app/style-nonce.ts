/**
 * By this, and in this answer only, the server lets the page write style elements: its policy refuses all others. The
 * dev server has no policy, and needs none.
 */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

export const styleNonce = (): string => nonce;
