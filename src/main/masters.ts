import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readIfThere, replaceFile } from './secrets.ts';

/** A version of the secret that petitions' keys are wrapped with. */
type Master = { version: number; secret: Buffer };

/** Lines of `version secret`, the secret as 64 hexadecimal digits. */
const fileOf = (dataFolder: string) => join(dataFolder, 'vault-secrets');

/**
 * All versions of the secret that petitions' keys are wrapped with: those of `LINLI_VAULT_SECRETS` (`2:words,1:words`), or
 * those of the file `vault-secrets` in the data folder, or, while nothing was ever rotated, the server's secret as version
 * 1. Throws an Error that says what is wrong with a list.
 */
export async function masterSecrets(
  serverSecret: Buffer,
  dataFolder: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Master[]> {
  const given = environment['LINLI_VAULT_SECRETS'];
  if (given) return given.split(',').map(readGiven);
  const kept = await readIfThere(fileOf(dataFolder));
  if (kept === undefined) return [{ version: 1, secret: serverSecret }];
  return kept.trim().split('\n').map(readKept);
}

function readGiven(text: string): Master {
  const [, version, words] = /^\s*(\d+):(.+)$/.exec(text) ?? [];
  if (!version || !words)
    throw new Error('LINLI_VAULT_SECRETS is a list like 2:new words,1:old words, one version for each secret.');
  return { version: Number(version), secret: createHash('sha256').update(words).digest() };
}

function readKept(line: string): Master {
  const [, version, hex] = /^(\d+) ([0-9a-f]{64})$/.exec(line.trim()) ?? [];
  if (!version || !hex)
    throw new Error(
      'The file vault-secrets has lines of a version and 64 hexadecimal digits. Put it back from where you keep its copy.',
    );
  return { version: Number(version), secret: Buffer.from(hex, 'hex') };
}

/** Adds a new random version to the file, the present ones kept, and gives its number. Servers take it at their next start. */
export async function addMasterSecret(present: readonly Master[], dataFolder: string): Promise<number> {
  const version = Math.max(...present.map((each) => each.version)) + 1;
  const all = [...present, { version, secret: randomBytes(32) }];
  const lines = all.map((each) => `${each.version} ${each.secret.toString('hex')}\n`);
  await replaceFile(fileOf(dataFolder), lines.join(''));
  return version;
}
