import type { Browser } from 'playwright-core';
import { connect } from '../bench/database.ts';
import { launchChromium } from '../browser.ts';
import { startServer } from '../support/start-server.ts';
import { writePast } from './past.ts';
import { prepareScene, type Scene } from './scene.ts';

/** Does `work` with a server whose account has been in use for thirty days, and with a browser. */
export async function withScene(
  work: (scene: Scene, browser: Browser) => Promise<void>,
  ...browserArguments: string[]
): Promise<void> {
  const [server, browser] = await Promise.all([startServer(), launchChromium(...browserArguments)]);
  try {
    const scene = await prepareScene(server, browser);
    try {
      const database = await connect(server.dataDir);
      await writePast(database, scene.accountId, scene.webhooks);
      await database.end();
      await work(scene, browser);
    } finally {
      await scene.close();
    }
  } finally {
    await browser.close();
    await server.stop();
  }
}
