import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    browser: {
      enabled: true,
      headless: true,
      provider: playwright({ launchOptions: JSON.parse(process.env.LAUNCH_OPTIONS) }),
      instances: [{ browser: 'chromium' }],
    },
  },
});
