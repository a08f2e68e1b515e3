import { ActionIcon, Button, Text, TextInput } from '@mantine/core';
import { randomId } from '@mantine/hooks';
import { IconPlus, IconTrash } from '@tabler/icons-react';

import { useWebhookFormContext } from './form-context.ts';
import classes from './header-fields.module.css';

const MOST_HEADERS = 20;

export function HeaderFields() {
  const form = useWebhookFormContext();
  const { headers } = form.values;
  const error = form.errors['headers'];
  return (
    <fieldset className={classes.fieldset}>
      <legend className={classes.legend}>Custom headers</legend>
      <Text size="xs" c="dimmed" mb={8}>
        Sent with every delivery, for example a token that your gateway wants. Everyone who can edit the
        webhook can read them.
      </Text>
      {headers.map((row, index) => (
        <div key={row.key} className={classes.row}>
          <TextInput
            aria-label={`Name of header ${index + 1}`}
            placeholder="X-Team"
            spellCheck={false}
            {...form.getInputProps(`headers.${index}.name`)}
          />
          <TextInput
            aria-label={`Value of header ${index + 1}`}
            placeholder="crm"
            spellCheck={false}
            {...form.getInputProps(`headers.${index}.value`)}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={34}
            aria-label={`Remove header ${row.name || index + 1}`}
            onClick={() => form.removeListItem('headers', index)}
          >
            <IconTrash size={15} />
          </ActionIcon>
        </div>
      ))}
      {error && <div className={classes.error}>{error}</div>}
      {headers.length < MOST_HEADERS && (
        <Button
          variant="default"
          leftSection={<IconPlus size={15} />}
          onClick={() => form.insertListItem('headers', { key: randomId(), name: '', value: '' })}
        >
          Add a header
        </Button>
      )}
    </fieldset>
  );
}
