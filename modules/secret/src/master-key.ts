import { randomBytes } from 'node:crypto';
import { type Config, keepOnce } from '@tidings/kernel';

/** The keys named by TIDINGS_MASTER_KEYS, or the one that this installation made for itself at its first start. */
export async function loadMasterKeys(config: Config): Promise<Config> {
  if (config.TIDINGS_MASTER_KEYS) return config;
  const entry = await keepOnce(
    config.DATA_DIR,
    'master-key',
    () => `k1:${randomBytes(32).toString('base64')}`,
  );
  return { ...config, TIDINGS_MASTER_KEYS: [entry] };
}
