import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // At the root, and not inherited by the projects, it runs once: one PostgreSQL for the whole run.
    globalSetup: ['tests/global-setup.ts'],
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{src,web,simulator,bench,demo,faults,tests}/**/*.test.{ts,tsx}'],
          exclude: ['tests/journeys/**', 'node_modules/**', 'dist/**', '.linli/**'],
          // Only a test that hangs should meet them: a machine that is busy with ten other things is slow and not wrong.
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['tests/journeys/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          expect: { poll: { timeout: 60_000 } },
          fileParallelism: false,
        },
      },
    ],
  },
});
