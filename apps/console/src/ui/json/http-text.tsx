import { JsonText } from './json-text.tsx';

/** A request or a response as text. Where its body is JSON, that is shown in colours. */
export function HttpText({ children }: { children: string }) {
  const headEnd = children.indexOf('\n\n');
  const body = headEnd === -1 ? '' : children.slice(headEnd);
  if (!/^\s*[[{]/.test(body)) return children;
  return (
    <>
      {children.slice(0, headEnd)}
      <JsonText>{body}</JsonText>
    </>
  );
}
