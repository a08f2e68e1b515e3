export type { Mail, MailParts, Vault } from './mail.ts';
export { queueMail } from './queue-mail.ts';
