export { followNews } from './follow-news.ts';
export { liveRouter } from './router.ts';
