import { settings } from '@tidings/kernel';

/** Lists every setting with its meaning and default. */
export function printConfig(): void {
  for (const [name, schema] of Object.entries(settings.shape)) {
    const fallback: unknown = schema.safeParse(undefined).data;
    const shown =
      fallback === undefined
        ? 'unset'
        : Array.isArray(fallback)
          ? fallback.join(',')
          : JSON.stringify(fallback);
    console.log(`${name.padEnd(24)} ${schema.description ?? ''} [${shown}]`);
  }
}
