import { createRootRoute, Outlet } from '@tanstack/react-router';

import { NotFound } from '../app/not-found.tsx';

export const Route = createRootRoute({ component: Outlet, notFoundComponent: NotFound });
