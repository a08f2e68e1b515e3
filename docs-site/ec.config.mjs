import { scrolledByKeyboard } from './src/build/accessible-markup.mjs';

// Plugins stand here, since blocks that a component draws cannot get them from the configuration of the site. All else is there.
export default { plugins: [scrolledByKeyboard] };
