import { createFileRoute } from '@tanstack/react-router';

import { PlayPage } from '../../features/play/play-page.tsx';

export const Route = createFileRoute('/_console/play')({ component: PlayPage });
