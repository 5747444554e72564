// Finds the one tool of the system that tests need, a Chromium and Chinese type for its pages, and installs Debian's
// where we may.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, timed } from './steps.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The path of a Chromium, or undefined after saying what to install. */
export async function ensureChromium() {
  const missing = [...(findChromium() ? [] : ['chromium']), ...(hasChineseType() ? [] : ['fonts-noto-cjk'])];
  if (missing.length > 0 && mayInstall()) await timed(`Installing ${missing.join(' and ')}`, () => install(missing));
  if (!hasChineseType()) console.error('No Chinese type is installed (fonts-noto-cjk): pages will show boxes.');
  const path = findChromium();
  if (path) return path;
  console.error(
    [
      'The tests of the pages need Chromium, and none was found on PATH or in CHROME_PATH.',
      'Debian and Ubuntu: apt-get install chromium fonts-noto-cjk',
      'Fedora: dnf install chromium google-noto-sans-cjk-fonts    macOS: brew install --cask chromium',
      'Without them: LINLI_WITHOUT=browser npm test',
    ].join('\n'),
  );
  return undefined;
}

function findChromium() {
  const given = process.env.CHROME_PATH;
  if (given && existsSync(given)) return given;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
  return found ?? ELSEWHERE.find(existsSync);
}

/** Asked of fontconfig; where that is missing (macOS, Windows) the system brings Chinese type of its own. */
function hasChineseType() {
  const answer = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' });
  return answer.error ? process.platform !== 'linux' : answer.stdout.trim() !== '';
}

function mayInstall() {
  return process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
}

async function install(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const quiet = { env, stdio: ['ignore', 'ignore', 'inherit'] };
  await run('apt-get', ['update', '-qq'], quiet);
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages, 'fontconfig'], quiet);
}
