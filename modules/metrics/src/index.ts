export { listSparklines } from './list-sparklines.ts';
export { listVolumes } from './list-volumes.ts';
export { showOverview } from './show-overview.ts';
export { showStats } from './show-stats.ts';
