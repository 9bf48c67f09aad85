// Makes wwwroot/dist: one style sheet, one icon sprite, the icons of the home screen, three font faces and the islands.
// Called by the build (Forum.Web.csproj). Safe when two builds run at once: the second waits, then finds nothing left to do.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const root = import.meta.dirname;
const dist = path.join(root, 'wwwroot/dist');
const stamp = path.join(dist, '.built');
const modules = path.join(root, 'node_modules');
const mark = path.join(root, 'wwwroot/mark.svg');
const installed = path.join(modules, '.package-lock.json');
const islands = ['live', 'page', 'place', 'picker', 'board', 'passkey', 'blur', 'sms', 'push', 'worker'];
const faces = ['Regular', 'SemiBold', 'Bold'];

await withLock(path.join(root, 'obj/assets.lock'), async () => {
  if (older(installed, [path.join(root, 'package-lock.json')])) install();
  if (older(stamp, [installed, ...sources()])) await build();
});

function install() {
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  touch(installed);
}

async function build() {
  const [sass, esbuild] = await Promise.all([import('sass'), import('esbuild')]);
  checkTypes();
  const files = new Map();
  const css = sass.compile(path.join(root, 'Styles/site.scss'), {
    loadPaths: [modules], style: 'compressed', logger: sass.Logger.silent,
  }).css;
  files.set('site.css', css);
  for (const [, image] of css.matchAll(/url\(["']?(img\/[^"')]+)/g)) files.set(image, fs.readFileSync(path.join(modules, 'dkfds/src', image)));
  for (const face of faces) {
    const name = `IBMPlexSans-${face}-Latin1.woff2`;
    files.set(`fonts/${name}`, fs.readFileSync(path.join(modules, 'dkfds/src/fonts/IBMPlexSans/split/woff2', name)));
  }
  // For papers: whole faces, for a PDF takes in what it needs of them.
  for (const face of ['Regular', 'SemiBold']) files.set(`fonts/IBMPlexSans-${face}.ttf`, fs.readFileSync(path.join(modules, `dkfds/src/fonts/IBMPlexSans/complete/ttf/IBMPlexSans-${face}.ttf`)));
  files.set('fonts/license.txt', fs.readFileSync(path.join(modules, 'dkfds/src/fonts/IBMPlexSans/split/woff2/license.txt')));
  files.set('icons.svg', sprite());
  for (const [name, image] of await homeScreen()) files.set(name, image);
  const bundles = await esbuild.build({
    entryPoints: islands.map(name => path.join(root, `Islands/${name}.ts`)),
    bundle: true, minify: true, format: 'esm', target: 'es2022', legalComments: 'linked',
    loader: { '.png': 'empty' }, outdir: dist, write: false, logLevel: 'warning',
  });
  for (const file of bundles.outputFiles) files.set(path.relative(dist, file.path), file.contents);
  replaceDist(files);
}

function checkTypes() {
  const { status } = spawnSync(process.execPath, [path.join(modules, 'typescript/bin/tsc'), '-p', root], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('The islands do not pass the type check.');
}

// The names that pages and code really use: Icon attributes in .razor files, and the constants in IconNames.cs.
function usedIcons() {
  const names = new Set();
  for (const file of walk(root, /\.razor$/)) {
    for (const [, name] of fs.readFileSync(file, 'utf8').matchAll(/\b(?:Icon Name|Icon)="([a-z][a-z-]*)"/g)) names.add(name);
  }
  const constants = fs.readFileSync(path.join(root, 'Parts/IconNames.cs'), 'utf8');
  for (const [, name] of constants.matchAll(/const string \w+ = "([a-z-]+)"/g)) names.add(name);
  return [...names].sort();
}

function sprite() {
  const symbols = usedIcons().map(name => {
    const file = path.join(modules, 'dkfds/src/img/svg-icons', `${name}.svg`);
    if (!fs.existsSync(file)) throw new Error(`The design system has no icon named "${name}".`);
    const svg = fs.readFileSync(file, 'utf8');
    const drawing = svg.replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>[\s\S]*$/, '').trim();
    return `<symbol id="${name}" viewBox="${svg.match(/viewBox="([^"]+)"/)[1]}">${drawing}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`;
}

// The mark in its own colours turned round, on a ground that fills the corners: a telephone cuts them off as it likes.
async function homeScreen() {
  const { initWasm, Resvg } = await import('@resvg/resvg-wasm');
  await initWasm(fs.readFileSync(path.join(modules, '@resvg/resvg-wasm/index_bg.wasm')));
  const [petrol, white] = ['#0b5563', '#fff'];
  const drawing = fs.readFileSync(mark, 'utf8').replace(/^<svg[^>]*>/, '').replace('</svg>', '').replaceAll(white, 'ground').replaceAll(petrol, white).replaceAll('ground', petrol);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-8 -8 48 48">${drawing}</svg>`;
  return [180, 192, 512].map(size => [`app-${size}.png`, new Resvg(svg, { background: petrol, fitTo: { mode: 'width', value: size } }).render().asPng()]);
}

// Written only where something changed, so that a server that runs from this folder is not disturbed.
function replaceDist(files) {
  for (const [name, content] of files) {
    const file = path.join(dist, name);
    const bytes = Buffer.from(content);
    if (fs.existsSync(file) && fs.readFileSync(file).equals(bytes)) continue;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, bytes);
  }
  for (const file of walk(dist, /./)) {
    if (!files.has(path.relative(dist, file).split(path.sep).join('/'))) fs.rmSync(file);
  }
  touch(stamp);
}

function sources() {
  return [
    ...walk(path.join(root, 'Islands'), /\.(ts|css)$/), ...walk(path.join(root, 'Styles'), /\.scss$/), ...walk(root, /\.razor$/),
    path.join(root, 'Parts/IconNames.cs'), mark, path.join(root, 'build-assets.mjs'), path.join(root, 'tsconfig.json'),
  ];
}

function* walk(folder, wanted) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    if (['node_modules', 'bin', 'obj'].includes(entry.name)) continue;
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(full, wanted);
    else if (wanted.test(entry.name)) yield full;
  }
}

function older(output, inputs) {
  if (!fs.existsSync(output)) return true;
  const made = fs.statSync(output).mtimeMs;
  return inputs.some(file => fs.statSync(file).mtimeMs > made);
}

function touch(file) {
  fs.writeFileSync(file, fs.existsSync(file) ? fs.readFileSync(file) : '');
}

// A folder is made by one process only; one whose maker is gone is taken over.
async function withLock(lock, work) {
  const owner = path.join(lock, 'pid');
  fs.mkdirSync(path.dirname(lock), { recursive: true });
  for (let tries = 0; ; tries++) {
    try {
      fs.mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (abandoned(owner) || tries > 1200) fs.rmSync(lock, { recursive: true, force: true });
      else await new Promise(resolve => setTimeout(resolve, 250));
    }
  }
  fs.writeFileSync(owner, String(process.pid));
  try {
    await work();
  } finally {
    fs.rmSync(lock, { recursive: true, force: true });
  }
}

function abandoned(owner) {
  try {
    process.kill(Number(fs.readFileSync(owner, 'utf8')), 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
