import type { Page } from 'playwright-core';

/** A device with a passkey of its own, plugged into a browser: Chromium's, in software. */
export interface PluggedPasskey {
  /** Whether it finds that whoever holds it is its owner: by fingerprint, say. It does from the start. */
  verify(owner: boolean): Promise<void>;
}

/** Plugs one in at a page. */
export async function plugInPasskey(page: Page): Promise<PluggedPasskey> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    async verify(owner) {
      await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: owner });
    },
  };
}
