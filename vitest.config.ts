import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The parser below ships source maps without sources; Vite warns of each.
  logLevel: 'error',
  resolve: { conditions: ['picket-source'] },
  ssr: { resolve: { conditions: ['picket-source'] } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'tools/*/src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/compile.ts'],
    testTimeout: 120_000,
    // It imports JSON without the attribute that Node wants; Vite reads it as its bundler would.
    server: { deps: { inline: ['@actions/workflow-parser'] } },
  },
});
