import { lazy, Suspense, useEffect, useState } from 'react';

import { leftAccount } from '../../api/occasions.ts';

const LeftAccountModal = lazy(async () => ({
  default: (await import('./left-account-modal.tsx')).LeftAccountModal,
}));

/** Shows that the page's account was left in another tab, once that is known. */
export function LeftAccount() {
  const [isLeft, setIsLeft] = useState(false);
  useEffect(() => leftAccount.on(() => setIsLeft(true)), []);
  if (!isLeft) return null;
  return (
    <Suspense>
      <LeftAccountModal />
    </Suspense>
  );
}
