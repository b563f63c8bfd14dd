import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // onnxruntime-node loads once per process: worker threads would share it and fail
    pool: 'forks',
    maxWorkers: 3, // many tests wait more than they compute
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
