import { rewrapKeys } from '../../vault/actions/petition-keys.ts';
import type { Config } from '../config.ts';
import { openContext } from '../context.ts';
import { addMasterSecret, masterSecrets } from '../masters.ts';

const DONE = 0;
const FAILED = 1;
const USAGE = 2;

const USAGE_TEXT = `linli vault new-secret   a new version of the secret that wraps petitions' keys; servers take it at their next start
linli vault rewrap       wraps every key anew under the newest version; what the keys sealed stays as it is
linli vault accept-keys  goes on with the database of keys that is here, where the one before is lost for good; what it sealed stays shut

Rotation: new-secret, start the servers anew, rewrap, then remove the older lines from vault-secrets in the data folder.
With LINLI_VAULT_SECRETS the versions are given there, and new-secret is yours to do.
`;

/** `linli vault …`: rotates the master secret. 0 done, 1 failed (why, on stderr), 2 called wrongly. */
export async function vaultCommand(config: Config, args: readonly string[]): Promise<number> {
  if (args[0] === 'new-secret' && args.length === 1) return newSecret(config);
  if (args[0] === 'rewrap' && args.length === 1) return rewrap(config);
  if (args[0] === 'accept-keys' && args.length === 1) return acceptKeys(config);
  process.stderr.write(USAGE_TEXT);
  return USAGE;
}

async function newSecret(config: Config): Promise<number> {
  if (process.env['LINLI_VAULT_SECRETS']) {
    process.stderr.write('LINLI_VAULT_SECRETS decides the versions here: put a higher one in front of its list.\n');
    return FAILED;
  }
  const opened = await openContext(config);
  try {
    const present = await masterSecrets(opened.context.secret, config.dataFolder);
    process.stdout.write(`version ${await addMasterSecret(present, config.dataFolder)}\n`);
    return DONE;
  } finally {
    await opened.close();
  }
}

async function acceptKeys(config: Config): Promise<number> {
  const opened = await openContext(config, { keys: 'accept' });
  await opened.close();
  process.stdout.write('These are the keys from now on.\n');
  return DONE;
}

async function rewrap(config: Config): Promise<number> {
  const opened = await openContext(config);
  try {
    let total = 0;
    for (const network of await opened.context.database.networks())
      total += await rewrapKeys(opened.context, network.id);
    process.stdout.write(`wrapped anew ${total}\n`);
    return DONE;
  } finally {
    await opened.close();
  }
}
