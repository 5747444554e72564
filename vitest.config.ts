import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // At the root it runs once for both projects: one PostgreSQL for the whole run.
    globalSetup: ['tests/global-setup.ts'],
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          globalSetup: [],
          include: ['{src,web,simulator,bench,demo,tests}/**/*.test.{ts,tsx}'],
          exclude: ['tests/journeys/**', 'node_modules/**', 'dist/**', '.linli/**'],
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          globalSetup: [],
          include: ['tests/journeys/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
