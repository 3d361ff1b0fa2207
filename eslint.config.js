import js from '@eslint/js';
import astro from 'eslint-plugin-astro';
import tseslint from 'typescript-eslint';

/** Folders whose code also runs in the page: no Node, no image library, no numeric backend. */
const environmentNeutral = [
  'random',
  'results',
  'networks',
  'explain',
  'degrade',
  'metrics',
  'bayes',
];

/** The part of the planted study that draws its images runs in the page too: a demo places evidence. */
const neutralDatasetFiles = ['cornerMark', 'glyphs', 'paint', 'plantedImage', 'scene'];

/** Folders of compute that the site may not reach: it sees results and the method code only. */
const computeOnly = ['main', 'studies', 'steps', 'pipeline', 'engine', 'datasets', 'training'];

const forbid = (regex, message) => ({ regex, message });

const noSite = forbid('(^|/)src/', 'Arrows point from src to compute, never back.');

const neutralOnly = [
  forbid('^node:', 'This folder also runs in the page: no Node modules.'),
  forbid('^sharp$', 'This folder also runs in the page: no sharp.'),
  forbid(
    '^@tensorflow/(?!tfjs-core$)',
    'This folder also runs in the page: @tensorflow/tfjs-core only, no backend.',
  ),
  forbid(
    `/(${computeOnly.join('|')})(/|\\.ts$)`,
    'Method code stands on tfjs-core and its neutral neighbours only.',
  ),
];

export default tseslint.config(
  {
    ignores: [
      'dist/',
      '.astro/',
      '.store/',
      '.peers/',
      '.quick/',
      'thesis/',
      'offline/',
      'public/',
      'content/',
      '**/*.d.ts',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  ...astro.configs.recommended,
  {
    rules: {
      'no-console': 'error',
      eqeqeq: 'error',
      'prefer-const': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/no-explicit-any': 'error',
    },
  },
  {
    files: ['compute/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [noSite] }] },
  },
  {
    files: [
      ...environmentNeutral.map((folder) => `compute/${folder}/**/*.ts`),
      ...neutralDatasetFiles.map((name) => `compute/datasets/planted/${name}.ts`),
    ],
    rules: { 'no-restricted-imports': ['error', { patterns: [noSite, ...neutralOnly] }] },
  },
  {
    files: ['src/**/*.{ts,astro}'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            forbid(
              `compute/(?!datasets/planted/(${neutralDatasetFiles.join('|')})\\.ts$)(${computeOnly.join('|')})(/|\\.ts$)`,
              'The site reads results and runs method code; it never reaches the compute step itself.',
            ),
          ],
        },
      ],
    },
  },
);
