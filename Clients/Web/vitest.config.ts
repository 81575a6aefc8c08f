import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { include: ['{station,portal}/src/**/*.test.ts'] } });
