import eslint from '@eslint/js'
import tseslint from 'typescript-eslint'
import { arrows } from './lint/arrows.mjs'

const readonly = (...names) => Object.fromEntries(names.map((name) => [name, 'readonly']))

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.cache/', '.data/'] },
  // What the house forbids cannot be allowed by a comment.
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-deprecated': 'error',
      // An implementation may have nothing to await where its interface promises.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
      // A union may name its best-known members beside `string`, for the reader.
      '@typescript-eslint/no-redundant-type-constituents': 'off',
      // Methods written in an interface's short form are taken for unbound ones.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.{ts,tsx,mjs,cjs,js}'],
    plugins: { house: { rules: { arrows } } },
    rules: {
      'house/arrows': 'error',
      'max-lines': ['error', 499],
      'no-console': 'off',
      // `== null` asks for both kinds of nothing.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  // Functions fit a screen. Not asked of tests, which tell a story, nor of components, whose length is markup.
  { files: ['{rules,cloudfunctions,devcloud,commands}/**/*.ts'], rules: { 'max-lines-per-function': ['error', { max: 90, skipComments: true, skipBlankLines: true }] } },
  {
    // This runtime evaluates a package's scripts as WeChat does, and rejects with plain objects as `wx` does.
    files: ['tests/mini-runtime/page-runtime/**'],
    rules: { '@typescript-eslint/no-implied-eval': 'off', '@typescript-eslint/prefer-promise-reject-errors': 'off' },
  },
  {
    files: ['**/*.{mjs,cjs,js}'],
    languageOptions: {
      globals: {
        ...readonly('process', 'console', 'URL', 'require', 'module', 'exports', '__dirname', 'setTimeout'),
        // The globals of a mini-program.
        ...readonly('App', 'Page', 'Component', 'wx', 'getCurrentPages', 'getApp'),
      },
    },
  },
)
