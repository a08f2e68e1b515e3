import { useEffect, useState } from 'react';

import type { JsonEditor } from './json-editor.tsx';

type Editor = typeof JsonEditor;

let here: Editor | undefined;

/** The editor, as soon as its code is here: it is larger than most pages. Where it cannot be had there is none. */
export function useJsonEditor(): Editor | undefined {
  const [editor, setEditor] = useState(() => here);
  useEffect(() => {
    if (here) return undefined;
    let isGone = false;
    void import('./json-editor.tsx').then(
      ({ JsonEditor: loaded }) => {
        here = loaded;
        if (!isGone) setEditor(() => loaded);
      },
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, []);
  return editor;
}
