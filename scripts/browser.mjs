// Finds a browser for the tests, and installs one where this user may.
// Plain JavaScript for any Node from 18 on.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Stop, say } from './words.mjs';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * The program of a Chromium that starts. It is the one named by TUCKSHOP_CHROMIUM, else one of the
 * machine's, else Playwright's own, else one that is installed now.
 * @param {string} root @param {string} node
 * @returns {Promise<string>}
 * @throws Stop saying precisely what to run, where it may not be installed
 */
export async function ensureBrowser(root, node) {
  const named = process.env.TUCKSHOP_CHROMIUM;
  if (named) {
    if (starts(named)) return named;
    throw new Stop({
      en: `TUCKSHOP_CHROMIUM names ${named}, which does not start.`,
      zh: `TUCKSHOP_CHROMIUM 指定的 ${named} 不能启动。`,
    });
  }
  const present = findBrowser(root, node);
  if (present) return present;
  say({
    en: 'Installing a browser for the tests (first time only) ...',
    zh: '正在为测试安装浏览器（只在第一次需要）……',
  });
  const tried = mayUseApt() ? installFromDebian(debianPackages) : installFromPlaywright(root, node);
  const installed = findBrowser(root, node);
  if (installed) return installed;
  throw notInstalled(tried);
}

const shell = '/usr/bin/chromium-headless-shell';

/**
 * A Chromium without windows, where there is one or it may be installed: the same pages cost it a
 * fraction of the work. It shows no notifications; for those there is the whole one.
 * @param {string} whole the program that is used where there is none
 */
export function ensureShell(whole) {
  if (process.env.TUCKSHOP_CHROMIUM) return whole;
  if (!existsSync(shell) && mayUseApt()) installFromDebian([shellPackage]);
  return existsSync(shell) && starts(shell) ? shell : whole;
}

/** @param {string} root @param {string} node */
function findBrowser(root, node) {
  const places = [...usualPlaces, ...playwrightPlaces(root, node), shell];
  return places.find((program) => existsSync(program) && starts(program));
}

/** A program may be there and lack its libraries. @param {string} program */
function starts(program) {
  return spawnSync(program, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

/** @param {string} root @param {string} node */
function playwrightPlaces(root, node) {
  const script = "console.log(require('playwright-core').chromium.executablePath())";
  const answer = spawnSync(node, ['-e', script], { cwd: root, encoding: 'utf8' });
  const path = answer.stdout?.trim();
  return path ? [path, ...headlessShells(path)] : [];
}

/** Playwright may have fetched only the smaller program without windows. @param {string} full */
function headlessShells(full) {
  const base = process.env.PLAYWRIGHT_BROWSERS_PATH || join(homedir(), '.cache/ms-playwright');
  const revision = /chromium-(\d+)/.exec(full)?.[1];
  if (!revision || !existsSync(base)) return [];
  const folders = readdirSync(base).filter((n) => n === `chromium_headless_shell-${revision}`);
  return folders.flatMap((folder) =>
    readdirSync(join(base, folder)).flatMap((inner) =>
      ['headless_shell', 'chrome-headless-shell'].map((name) => join(base, folder, inner, name)),
    ),
  );
}

function mayUseApt() {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

const debianPackages = ['chromium', 'fonts-noto-cjk'];
const shellPackage = 'chromium-headless-shell';

/** @param {string[]} packages */
function installFromDebian(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (/** @type {string[]} */ args) =>
    spawnSync('apt-get', args, { env, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  apt(['update', '-q']);
  return apt(['install', '-y', '-q', '--no-install-recommends', ...packages]).stderr ?? '';
}

/** @param {string} root @param {string} node */
function installFromPlaywright(root, node) {
  const cli = join(root, 'node_modules/playwright-core/cli.js');
  const options = { cwd: root, encoding: /** @type {const} */ ('utf8') };
  const done = spawnSync(node, [cli, 'install', '--only-shell', 'chromium'], options);
  return `${done.stdout ?? ''}${done.stderr ?? ''}`;
}

/** @param {string} tried */
function notInstalled(tried) {
  const debian = `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${debianPackages.join(' ')}`;
  const anywhere = 'node node_modules/playwright-core/cli.js install --with-deps chromium';
  const command = existsSync('/usr/bin/apt-get') ? debian : anywhere;
  const words = {
    en: `The browser tests need Chromium, and this user may not install it. Run this, then npm test again:\n\n  ${command}\n\nOr name a Chromium that is somewhere else in TUCKSHOP_CHROMIUM.`,
    zh: `浏览器测试需要 Chromium，而当前用户不能安装。请先运行下面的命令，再运行 npm test：\n\n  ${command}\n\n也可以用 TUCKSHOP_CHROMIUM 指定别处的 Chromium。`,
  };
  return new Stop(words, tried.trim().split('\n').slice(-8).join('\n'));
}
