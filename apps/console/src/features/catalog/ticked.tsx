import { Mono } from '../../ui/mono.tsx';

/** The catalog's words, where what stands between backticks is code. */
export function Ticked({ text }: { text: string }) {
  return text.split('`').map((part, index) => (index % 2 === 0 ? part : <Mono key={index}>{part}</Mono>));
}
