export { streamNews } from './stream-news.ts';
