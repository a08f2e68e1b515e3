import type { Page } from 'playwright-core';
import type { Scene } from './scene.ts';

/** Who looks at a page: nobody has signed in, a newcomer's account is empty, a stranger belongs to none. */
export type Viewer = 'nobody' | 'admin' | 'viewer' | 'visitor' | 'newcomer' | 'stranger';

/** A page of the console in one of its states. */
export type Picture = {
  /** Also of its files. */
  name: string;
  /** As the tree of the routes has it. */
  route: string;
  viewer: Viewer;
  path: (scene: Scene) => string | Promise<string>;
  /** Brings the page from how it opens to what is to be seen. */
  act?: (page: Page, scene: Scene) => Promise<void>;
  /** What it asks for and does not get, which the browser notes down: a status, and how the address ends. */
  refuses?: [status: number, of: string][];
  /** Something lies over the page, so that only what the window holds is shown. */
  floats?: boolean;
};
