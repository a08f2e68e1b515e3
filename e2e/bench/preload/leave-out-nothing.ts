/* Runs inside a server process before the server does: so that both that are compared have their source by the same way. */
import { editSources } from '../../support/edited-source.ts';

editSources([]);
