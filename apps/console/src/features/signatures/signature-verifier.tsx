import { Button, PasswordInput, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';

import type { Attempt } from '@tidings/delivery/schema';

import { fieldIssues } from '../../api/field-issues.ts';
import { fullTime } from '../../format/time.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { altered } from './altered.ts';
import { CheckList } from './check-list.tsx';
import classes from './signature-verifier.module.css';
import { rolledSince, type Signer } from './rolled-since.ts';
import { useVerifySignature } from './use-verify-signature.ts';
import { VerdictView } from './verdict-view.tsx';
import { toInput, verifyField, type VerifyValues } from './verify-values.ts';

interface SignatureVerifierProps {
  initial: VerifyValues;
  /** The attempt whose request it is filled in with. */
  sent?: Pick<Attempt, 'request' | 'started_at'>;
  /** Whose signature it ought to be. */
  signer?: Signer | undefined;
}

/** Says of a delivery whether its signature holds, and if not, exactly why. What is typed here is kept nowhere. */
export function SignatureVerifier({ initial, sent, signer }: SignatureVerifierProps) {
  const sentAt = sent?.started_at;
  const verify = useVerifySignature();
  const form = useForm({
    initialValues: initial,
    validate: (values) => {
      const parsed = toInput(values, sentAt);
      return parsed.ok ? {} : parsed.errors;
    },
    // The verdict was about what stood here before.
    onValuesChange: () => verify.reset(),
  });
  const { formRef, submit, refuse, besideFields } = useSubmit(form, (error) =>
    fieldIssues(error, verifyField),
  );
  const send = submit((values) => {
    const parsed = toInput(values, sentAt);
    if (parsed.ok) verify.mutate(parsed.input, { onError: refuse });
  });
  const failed = besideFields(verify.error);
  const hint = signer?.secret_hint;
  const rolledAt = rolledSince(signer, { sentAt, headers: form.values.headers });
  const rolled = rolledAt && fullTime(rolledAt);

  return (
    <div className={classes.columns}>
      <form ref={formRef} className={classes.card} onSubmit={send} noValidate autoComplete="off">
        <Stack gap="md">
          <Textarea
            label="Headers"
            description="One in a line, also as curl or a log shows them."
            placeholder={'webhook-id: evt_01k…\nwebhook-timestamp: 1763735616\nwebhook-signature: v1,…'}
            autosize
            minRows={4}
            maxRows={12}
            spellCheck={false}
            required
            classNames={{ input: classes.code }}
            {...form.getInputProps('headers')}
          />
          <Textarea
            label="Body"
            description="Exactly as it arrived, byte for byte."
            autosize
            minRows={6}
            maxRows={16}
            spellCheck={false}
            classNames={{ input: classes.code }}
            {...form.getInputProps('body')}
          />
          <PasswordInput
            label="Secret"
            description={
              rolled
                ? `The one that your endpoint had when this was sent; the present one, ${hint}, is newer. Or its public key.`
                : hint
                  ? `The one in your endpoint. Of this webhook it is ${hint}. Or its public key.`
                  : 'The one in your endpoint, whsec_…; or the public key of the webhook, whpk_…'
            }
            // No password of a person: nothing for a password manager to fill in or to keep.
            autoComplete="off"
            data-1p-ignore
            data-lpignore="true"
            spellCheck={false}
            required
            classNames={{ innerInput: classes.code }}
            visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the secret' }}
            {...form.getInputProps('secret')}
          />
          <TextInput
            type="datetime-local"
            label="Received"
            description="For a delivery of more than five minutes ago. Empty: now."
            styles={{ wrapper: { maxWidth: 220 } }}
            {...form.getInputProps('received')}
          />
          <div>
            <Button type="submit" loading={verify.isPending}>
              Verify
            </Button>
          </div>
        </Stack>
      </form>
      <LeaveGuard when={form.isDirty() && !verify.data} title="Leave without the verdict?">
        What you filled in is kept nowhere.
      </LeaveGuard>
      <div className={classes.aside}>
        <div aria-live="polite">
          {verify.data && (
            <VerdictView
              verdict={verify.data}
              known={{ hint, rolled, altered: sent && altered(form.getValues(), sent.request) }}
            />
          )}
          {failed && (
            <ErrorNotice error={failed} doing="verify the signature" kept="What you typed is still here." />
          )}
        </div>
        <CheckList />
      </div>
    </div>
  );
}
