/** Chromium for tests: where it is, how it is started. Without one a test fails, it is not skipped. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** `npm test` finds or installs Chromium and says where it is. */
function program(): string {
  const places = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/google-chrome'];
  const found = places.find((file) => file !== undefined && existsSync(file));
  if (found !== undefined) return found;
  throw new Error(
    'The browser tests need Chromium. Run them with npm test, which finds or installs it, or set CHROMIUM_PATH to its program.',
  );
}

export const startChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: program(),
    args: [
      '--no-sandbox', // for containers, where one works as root
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
