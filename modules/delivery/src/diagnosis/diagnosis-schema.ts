import { typeId } from '@tidings/kernel/schema';
import { z } from 'zod';

export const diagnoseInput = z.strictObject({ id: typeId('wh') }).meta({ id: 'DiagnoseWebhook' });

export const diagnosisCheck = z.object({
  name: z
    .enum(['status', 'dns', 'address', 'tcp', 'tls', 'response', 'subscriptions', 'filter', 'signatures'])
    .meta({ description: 'What was looked at. Others may be added.' }),
  result: z.enum(['pass', 'warn', 'fail']),
  detail: z.string().meta({ description: 'What was found.' }),
  next_step: z
    .string()
    .nullable()
    .meta({ description: 'What to do about it; null where there is nothing to do.' }),
});
export type DiagnosisCheck = z.output<typeof diagnosisCheck>;

export const diagnosis = z.object({ checks: z.array(diagnosisCheck) }).meta({ id: 'Diagnosis' });
export type Diagnosis = z.output<typeof diagnosis>;
