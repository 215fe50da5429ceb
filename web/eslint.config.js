import vueI18n from '@intlify/eslint-plugin-vue-i18n'
import { defineConfigWithVueTs, vueTsConfigs } from '@vue/eslint-config-typescript'
import vue from 'eslint-plugin-vue'

export default defineConfigWithVueTs(
  { ignores: ['dist', 'node_modules', 'src/api/schema.d.ts', 'test-results', 'playwright-report'] },
  vue.configs['flat/recommended'],
  vueTsConfigs.recommended,
  {
    files: ['**/*.{ts,js,vue}'],
    plugins: { '@intlify/vue-i18n': vueI18n },
    rules: {
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': ['error', { max: 60, skipComments: true, skipBlankLines: true }],
      // Raw words in a component are found here, missing texts by src/locales/texts.test.ts.
      '@intlify/vue-i18n/no-raw-text': ['error', { ignorePattern: '^(Ctrl K|[-#:()&·/%+—…→,.?!×☆★|\\s\\d〔〕（）：、，。]*)$' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'vue/multi-word-component-names': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/require-default-prop': 'off',
      'vue/no-static-inline-styles': 'error',
      'vue/no-v-html': 'error',
      'no-restricted-imports': ['error', { patterns: [{ group: ['pdfjs-dist*', 'echarts*', '@tiptap/*', 'signature_pad'], message: 'heavy: import it dynamically where it is used', allowTypeImports: true }] }],
    },
  },
  // Setup functions of a component hold its whole script; their length is that of the file.
  { files: ['**/*.vue'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['**/*.test.ts', 'e2e/**', 'src/locales/**'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['src/**/heavy/**'], rules: { 'no-restricted-imports': 'off' } },
)
