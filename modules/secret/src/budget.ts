/**
 * Tells whether there is processor time left of so many milliseconds from now. It counts that of the whole process, so
 * that a busy machine takes nothing from it, and other work at the same time only makes it end sooner.
 */
export function processorBudget(ms: number): () => boolean {
  const start = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(start);
    return user + system < ms * 1_000;
  };
}
