import { Anchor } from '@mantine/core';
import type { Webhook } from '@tidings/endpoint/schema';
import type { ReactNode } from 'react';

import { counted } from '../../../format/number.ts';
import { CopiedValue } from '../../../ui/copied-value.tsx';
import { CopyIcon } from '../../../ui/copy-button.tsx';
import { Facts, type Fact } from '../../../ui/facts.tsx';
import { Mono } from '../../../ui/mono.tsx';
import { useNow } from '../../../ui/use-now.ts';
import { useSession } from '../../session/use-session.ts';
import { schemesOf } from '../schemes.ts';
import { OlderSecrets } from './older-secrets.tsx';
import classes from './secret.module.css';

interface SecretFactsProps {
  webhook: Webhook;
  /** The secret while it is shown, and until when, in ms. */
  revealed: { secret: string; until: number } | null;
  /** What can be done with the secret. */
  actions: ReactNode;
}

export function SecretFacts({ webhook, revealed, actions }: SecretFactsProps) {
  const { brand } = useSession();
  const older = webhook.secrets.slice(1);
  const scheme = schemesOf(brand).find(({ value }) => value === webhook.signature_scheme);
  const facts: Fact[] = [
    {
      name: 'Secret',
      value: (
        <div className={classes.secret}>
          <div className={classes.value}>
            {revealed ? <Shown {...revealed} /> : <Mono>{masked(webhook.secret_hint)}</Mono>}
          </div>
          <div className={classes.actions}>{actions}</div>
        </div>
      ),
    },
    ...(older.length > 0 ? [{ name: 'Older secrets', value: <OlderSecrets secrets={older} /> }] : []),
    {
      name: 'Scheme',
      value: (
        <>
          {scheme?.label}. <span className={classes.dim}>{scheme?.adds}</span>
        </>
      ),
    },
    ...(webhook.public_key === null ? [] : keyFacts(webhook.id, webhook.public_key)),
  ];
  return <Facts facts={facts} />;
}

/** `whsec_••••••••x7Q`: as long as any other, whatever the secret is. */
function masked(hint: string): string {
  return hint.replace('…', '••••••••••••');
}

function Shown({ secret, until }: { secret: string; until: number }) {
  const now = useNow();
  const left = Math.max(1, Math.ceil((until - now) / 1000));
  return (
    <>
      <CopiedValue value={secret} copy="Copy the secret" />
      <p className={classes.hides} role="timer">
        Hidden again in {counted(left, 'second')}
      </p>
    </>
  );
}

function keyFacts(id: string, publicKey: string): Fact[] {
  const jwks = `/api/v1/webhooks/${id}/jwks.json`;
  return [
    {
      name: 'Public key',
      value: (
        <span className={classes.key}>
          <Mono>{publicKey}</Mono>
          <CopyIcon value={publicKey} label="Copy the public key" />
        </span>
      ),
    },
    {
      name: 'JWKS',
      value: (
        <span className={classes.key}>
          <Anchor href={jwks} target="_blank" rel="noreferrer">
            <Mono>{jwks}</Mono>
          </Anchor>
          <CopyIcon value={`${window.location.origin}${jwks}`} label="Copy the address of the JWKS" />
        </span>
      ),
    },
  ];
}
