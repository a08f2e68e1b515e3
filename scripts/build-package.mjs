// `prepack` of a package that people install who have nothing else of us: Node runs no TypeScript inside node_modules, and none of
// our own modules is in a registry. Run in its folder; writes `dist`, which is not kept in git.
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { bundle } from './package/bundle.mjs';
import { declare } from './package/declare.mjs';

const folder = process.cwd();
const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
const face = manifest.exports?.['.']?.['@tidings/source'];
const isProgram = manifest.bin !== undefined;
const isClient = manifest.devDependencies?.['@tidings/server'] !== undefined;

rmSync(path.join(folder, 'dist'), { recursive: true, force: true });
await bundle(folder, { entry: isProgram ? './src/main.ts' : face, dependencies: manifest.dependencies });
if (!isProgram) await declare(folder, { face, isClient, dependencies: manifest.dependencies });
