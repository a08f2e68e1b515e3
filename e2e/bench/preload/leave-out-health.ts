/* Runs inside a server process before the server does: what is measured is to be held against a product without it. */
import { editSources } from '../../support/edited-source.ts';
import { WITHOUT_HEALTH } from '../without-health.ts';

editSources(WITHOUT_HEALTH);
