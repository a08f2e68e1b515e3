import colors from './json-colors.module.css';
import { jsonTokens } from './json-tokens.ts';

/** Beyond that it is text: a thousand parts more would be slow, and nobody reads it for its colours. */
const LONGEST = 20_000;

/** JSON to be read, in colours. */
export function JsonText({ children }: { children: string }) {
  if (children.length > LONGEST) return children;
  return (
    <span className={colors.json}>
      {jsonTokens(children).map(({ kind, text }, index) =>
        kind === null ? (
          text
        ) : (
          <span key={index} className={kind}>
            {text}
          </span>
        ),
      )}
    </span>
  );
}
