import type { ReactNode } from 'react';

/** What a procedure answers, where that is not what the mocks answer. */
export type Answer =
  | { data: unknown }
  /** It is waited for as long as the story shows. */
  | 'never'
  /** It refuses, as the server would. */
  | { status: number; detail: string; issues?: { path: string; message: string }[] };

/**
 * A text that is to be seen; a part by its role and its name, whether it is checked, and some of what it holds; or what only its
 * place in the page tells.
 */
export type Sight =
  | string
  | { role: string; name: string; checked?: boolean; holds?: string }
  | { css: string };

/** One state of a component. A `loading` one has to say that it is busy, and an `error` one what happened. */
export interface Story {
  render: () => ReactNode;
  /** By the name of the procedure: `deliveries.list`. */
  answers?: Record<string, Answer>;
  /** Buttons, by their names, that are pressed one after the other to come to this state. */
  press?: readonly string[];
  /** What tells this state from the others of the component: none of them may show all of it. */
  shows: readonly [Sight, ...Sight[]];
  /** And what others have that this has not. */
  lacks?: readonly Sight[];
}

/** What a file of stories exports as `stories`: the states of one component, each by its name in the address. */
export type Stories = Record<string, Story>;
